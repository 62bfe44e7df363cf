"""What words, layout and a slip together accuse, and the near misses that they leave alone; «…» "
"marks the figures."""

import pytest

from pipeline import audit
from tests.marks import bound, unmarked

ACCUSED = {
    "a percentage beside a part is of the total of its sum": (
        "percent-mismatch",
        "Panen kebun itu «7.026» karung. Oleh petani «5.902» karung («48» persen), sisanya 1.124 karung oleh koperasi.",
    ),
    "a percentage of what is taken up again": (
        "percent-mismatch",
        "Dinas menerima 3.950 surat. Yang dilimpahkan ke seksi «3.594» berkas, dan dari yang dilimpahkan "
        "itu «3.178» berkas («68,43» persen) sudah diputus.",
    ),
    "a row beside a row that adds up": (
        "sum-mismatch",
        "Bibit yang ditanam tahun 2021 berjumlah 518 batang, dan tahun 2020 ada «439» batang.\n\n"
        "Tahun 2020 : jati «390» batang dan mahoni «94» batang.\n"
        "Tahun 2021 : jati 483 batang dan mahoni 35 batang.",
    ),
    "a column beside a column that adds up, far off by one digit": (
        "sum-mismatch",
        "Hasil razia:\n- pasar, «33» kios dengan 41 pedagang\n- taman, «8» kios dengan 12 pedagang\n"
        "- dermaga, «3» kios dengan 5 pedagang\n- stasiun, «11» kios dengan 27 pedagang\n\n"
        "Total yang ditertibkan «5» kios, pedagangnya 85 pedagang.",
    ),
    "a list that names how many parts it has": (
        "sum-mismatch",
        "Balita yang ditimbang ada «314» anak di kota dan 160 anak di desa.\n\n"
        "Penimbangan di kota dilakukan pada empat posyandu:\n"
        "Melati : «256» anak\nMawar : «49» anak\nKenanga : «5» anak\nAnggrek : «42» anak",
    ),
    "a whole that is taken up and set in contrast": (
        "sum-mismatch",
        "Ongkos panen «Rp 64,2 juta» per kebun.\n"
        "Dari jumlah tersebut, petani menanggung «Rp 41,18 juta», sedangkan «Rp 23,35 juta» ditanggung koperasi.",
    ),
    "a total at the start of the next sentence": (
        "sum-mismatch",
        "Padi menyumbang «17,14» persen, jagung «11,04» persen, dan kedelai «10,58» persen. Ketiganya "
        "menyumbang «83,76» persen.",
    ),
    "a part with the wrong scale word": (
        "sum-mismatch",
        "Dana kebun tercatat «Rp 2,46 triliun». Sebesar «Rp 31,5 miliar» dipakai untuk bibit. "
        "Kemudian «Rp 214,2 miliar» untuk pupuk. Sisanya «Rp 2,21 miliar» untuk jalan.",
    ),
    "a list in brackets, though what it lacks happens to stand in the next ones": (
        "sum-mismatch",
        "Tamu kebun berkurang, dari «99» orang (pria «32», wanita «7») menjadi 68 orang (pria 60, wanita 8).",
    ),
    "a list that names its total, though it happens to make the figure beside": (
        "sum-mismatch",
        "Kebun yang dijaga ada sembilan, yakni «empat» bertanda merah dan lima bertanda kuning. Yang bertanda merah "
        "tersebar di lereng utara «2» kebun, selatan «1» dan timur «2».",
    ),
    "a list of which two parts happen to make the third": (
        "sum-mismatch",
        "Terkumpul «18,6» ton, terdiri atas «9,8» ton padi, «5,3» ton jagung dan «4,5» ton kedelai.",
    ),
    "a list in the sentence behind its total, by one slip": (
        "sum-mismatch",
        "Sampai Mei masuk «93» surat. Sebanyak «61» dijawab, «72» dikembalikan, sisanya «lima» masih dibaca.",
    ),
    "the list of what belongs to a total": (
        "sum-mismatch",
        "Panitia menolak «312» naskah. Alasannya beragam, «187» naskah karena "
        "terlambat, «87» naskah karena ganda, dan «47» naskah karena kosong.",
    ),
    "the list behind a total and its percentage of a target": (
        "sum-mismatch",
        "Dari target 240 bibit, petani menanam «262» bibit (109,2 persen). Rinciannya hulu «91» bibit, hilir «68», "
        "kota «55» dan muara «34».",
    ),
    "a percentage of the new value": (
        "change-mismatch",
        "Tahun lalu tercatat «40» sanggar. Tahun ini ada «47» sanggar. Jumlahnya naik «7» sanggar atau «14,89» persen.",
    ),
    "a difference beside its right percentage": (
        "change-mismatch",
        "Tahun ini «486» perahu. Tahun sebelumnya «431» perahu. Dengan demikian naik «45» perahu («12,76» persen).",
    ),
    "so much for each of so many": (
        "product-mismatch",
        "Sampai Juni terbit «214» kartu. Dengan tarif «Rp 290.000» per kartu, kas desa menerima «Rp 62.600.000».",
    ),
    "an exchange of digits in a quotation": (
        "restatement-mismatch",
        "Korban meninggal di jalan desa «318» orang, turun 24 orang dari 342 orang.\n\nKepala desa prihatin. "
        '"Masih ada «381» orang yang meninggal di jalan," katanya.',
    ),
    "a percentage of a value told paragraphs before": (
        "change-mismatch",
        "Pendapatan pasar tahun ini «Rp 807,3 juta».\n\nPasar buka tiap hari.\n\nPasar itu ramai.\n\nPedagangnya "
        "senang.\n\nWaktu itu «Rp 742,6 juta». Jadi ada kenaikan «Rp 64,7 juta» atau «8,01» persen.",
    ),
    "an amount in two currencies beside their rate": (
        "product-mismatch",
        "Kebun itu dibeli seharga «US$ 34 juta» atau «Rp 572 miliar» (kurs «Rp 15.500» per dolar AS).",
    ),
    "a name in two lists that agree on the other names": (
        "restatement-mismatch",
        "Panen terbesar dari Kebun Mawar Timur, yakni 29.418 ton. Disusul Kebun Mawar Tengah «29.418» ton dan Kebun "
        "Melati 10.736 ton.\n\nBerikut daftarnya:\n1. Kebun Mawar Timur: 29.418 ton\n2. Kebun Mawar Tengah: «27.903» "
        "ton\n3. Kebun Melati: 10.736 ton\n4. Kebun Kenanga: 8.512 ton",
    ),
    "an amount told again in another unit": (
        "restatement-mismatch",
        "Petugas menimbang kopi «22.238,67» gram atau setara «22,3» kilogram.",
    ),
    "one row of digits in thousands and in ones": (
        "restatement-mismatch",
        "Anggaran Kebun Direncanakan «Rp 2.335.862.884»\n\nAnggaran tahun depan direncanakan «Rp "
        "2.335.862.884.000» untuk semua kebun.",
    ),
    "a headline that rounds with a slip": (
        "restatement-mismatch",
        "Panen Kopi Capai «Rp 68 Miliar»\n\nKelompok tani mencatat nilai panen kopi sebesar «Rp 86,04 "
        "miliar». Tahun depan kelompok itu membuka lahan baru di lereng selatan.",
    ),
    "a number that is taken up again, with other names around it": (
        "restatement-mismatch",
        "Sejak Januari Dinas Kebun Wonosari menerima «157» laporan hama.\n\nKepala Bidang Perlindungan menyampaikan, "
        "dari «175» laporan itu sebagian besar datang dari Playen.",
    ),
    "an enumeration of which two parts happen to make a figure before it": (
        "sum-mismatch",
        "Tercatat 131 pohon. Yang ditanam 96 pohon; «35» pohon lagi disulam. Di kebun utara, tengah dan selatan yang "
        "ditanam masing-masing 41, 32 dan 23 pohon, sedangkan yang disulam masing-masing «14», «13» serta «9» pohon.",
    ),
    "more of one noun than there are": (
        "subset-exceeds-whole",
        "Sebanyak «82» desa dari «34» desa menanam jati.",
    ),
    "one of several that are counted among the whole": (
        "subset-exceeds-whole",
        "Penghargaan diberikan kepada «102» petani, di antaranya 26 petani kopi, «216» petani padi dan 46 petani teh.",
    ),
    "a list below that is announced as some, and makes all but for a slip": (
        "sum-mismatch",
        "Dinas menyebar bibit sebanyak «50.739», di antaranya:\n- Lereng utara sebanyak «12.556».\n"
        "- Lereng barat sebanyak «145».\n- Lereng timur sebanyak «37.781».\n- Lereng selatan sebanyak «248».",
    ),
    "a change from a value that is open to one side": (
        "change-mismatch",
        "Harga turun «2» persen dari lebih dari «Rp60 juta» menjadi «Rp40 juta».",
    ),
    "a rise of as much as a fall to next to nothing would be": (
        "change-mismatch",
        "Harga gabah «Rp 40.000» per karungnya sekarang menjadi «Rp 90.000» naiknya «100» persen, kata satu petani.",
    ),
    "a percentage behind the old value": (
        "change-mismatch",
        "Iuran ditetapkan «Rp2.330.000», naik «Rp114.928» dibanding tahun lalu «Rp2.215.072» atau «5,91» persen.",
    ),
    "so many more than before, and the percentage": (
        "change-mismatch",
        "Pemadam berangkat «97» kali. Jumlah itu «16» kali lebih banyak ketimbang tahun lalu, yakni «81» kali, atau "
        "naik «17,95» persen.",
    ),
    "two of one sum and their total behind them": (
        "sum-mismatch",
        "Kapuas 23 kecamatan, 282 desa, «86.663» pemilih laki-laki, «83.262» pemilih perempuan, total «170.169» "
        "pemilih.",
    ),
    "what is told of both sides": (
        "sum-mismatch",
        "Dari «85.267» wajib lapor, yang sudah melapor «81.339» orang. Yang belum melapor «3.717» wajib lapor.",
    ),
    "a long list of what its words count, named far before": (
        "sum-mismatch",
        "Badan itu mencatat «652» bencana. Korbannya 123 orang.\n\nBantuan sudah dikirim ke 41 desa dan 12 kota.\n\n"
        "Rincian kejadian bencana yaitu banjir «255» kejadian, angin «202» kejadian, longsor «133» kejadian, kebakaran "
        "«58» kejadian, dan gempa «3» kejadian.",
    ),
    "a list that takes up the total of the paragraph before": (
        "sum-mismatch",
        "Sebanyak «331» orang memenuhi syarat.\n\nPenerima bantuan itu meliputi Kebun Utara «155» orang, Kebun Barat "
        "«91» orang, dan Kebun Timur «66» orang.",
    ),
    "what is left of the places": (
        "sum-mismatch",
        "Daya tampungnya «272.248», sedangkan peserta yang lulus «231.104». Dengan begitu masih ada sekitar «41.444» "
        "kursi kosong.",
    ),
    "a long list that an 'and' ends, far from its total": (
        "sum-mismatch",
        "Bila «231» penerima itu dibagi per kelompok, «32» orang menerima padi, «56» orang jagung, «54» orang kedelai, "
        "«20» orang ubi, dan «satu» orang sagu.",
    ),
    "a difference that a sentence draws, though its percentage is right elsewhere": (
        "change-mismatch",
        "Hama berkurang 9,36 persen dalam sepekan.\n\nPada pekan ke-24 petani melaporkan «5.876» hama, sedangkan pada "
        'pekan ke-25 jumlahnya «5.326» hama.\n\n"Jadi ada penurunan «514» hama," kata ketua.',
    ),
    "a digit that is missing in a value of thousands with decimals": (
        "change-mismatch",
        "Tamu taman sebanyak «160,3 ribu» kunjungan. Angka ini turun sebesar «88,8»% dari Juni lalu yang sebanyak "
        "«434,1 ribu» kunjungan.",
    ),
    "a mean told before what it is of": (
        "average-mismatch",
        "Indeks kepuasan rata-ratanya «89,76». Triwulan pertama «88,31», kedua «89,42», ketiga «90,17», dan terakhir "
        "«91,06».",
    ),
    "a list over two sentences, to the rest": (
        "sum-mismatch",
        "Dari «1.803» tamu ini, asal lereng utara «1.418» orang. Lereng timur «203», lereng barat «127», dan sisanya "
        "«65» orang dari lembah.",
    ),
    "each of two, of what is counted": (
        "sum-mismatch",
        "Surat izin «2.374» lembar, masing-masing untuk laki-laki «1.369» dan perempuan «1.015».",
    ),
    "a difference without its scale word, though its percentage is right": (
        "change-mismatch",
        "Panen mencapai «32,07 juta» ton pada 2022, bertambah «0,72» ton atau 2,29 persen dibandingkan 2021 yang "
        "sebesar «31,36 juta» ton.",
    ),
    "three parts that 'consists of' announces and an 'and' ends, far from their total": (
        "sum-mismatch",
        "Kebun itu menerbitkan «2.393» izin masuk, terdiri atas «469» izin harian, «1.016» izin mingguan, dan «48» "
        "izin tahunan.",
    ),
    "details of another sort than their total": (
        "sum-mismatch",
        "Tahun ini ada «1077» peristiwa yang ditangani.\n\nRinciannya «611» evakuasi hewan, «202» evakuasi orang, «60» "
        "evakuasi kendaraan, dan «203» evakuasi pohon.",
    ),
    "what each is said of in the next sentence": (
        "sum-mismatch",
        "Yang sakit tercatat «22» orang. «Tujuh» orang sakit di lereng utara dan «13» orang sakit di lereng selatan.",
    ),
    "a difference in points of the two shares before it": (
        "change-mismatch",
        "Aduan yang selesai tahun ini 356 aduan («84,16» persen), sedangkan tahun lalu 389 aduan («80,87» persen). Ada "
        "peningkatan «3,92» poin.",
    ),
    "what is left of a target, told behind what was reached of it": (
        "sum-mismatch",
        "Panen kebun sebesar «121.380» ton gabah. Jumlah tersebut 71,4 persen dari target tahun ini sebesar «170.000» "
        "ton. Masih ada «49.620» ton yang harus dikejar.",
    ),
    "a sum that passes over one of its list": (
        "sum-mismatch",
        "Akibat badai «84» pohon tumbang, «7» pohon patah dan «803» pohon miring, sehingga total yang rusak «887» "
        "pohon.",
    ),
    "the framed value, though another one that fits stands elsewhere": (
        "change-mismatch",
        "Kasus yang masuk tahun 2022 sebanyak «68» kasus dan tahun 2023 menjadi «705» kasus. Ada "
        "kenaikan «237» kasus atau «50,64» persen.\n\n"
        "Tahun lalu yang selesai 314 dari 468 kasus.",
    ),
}

SILENT = {
    "two outcomes side by side": "Perahu itu terbalik. Korban meninggal dua orang dan 10 orang selamat, kata petugas.",
    "an amount in two currencies with a rate elsewhere": (
        "Tahun lalu kursnya Rp 15.500 per dolar AS. Kebun itu dibeli seharga US$ 34 juta atau Rp 572 miliar."
    ),
    "an amount about as much as its rate makes it": (
        "Kebun itu dibeli seharga US$ 34 juta atau sekitar Rp 530 miliar (kurs Rp 15.500 per dolar AS)."
    ),
    "a name in two lists of which one other name agrees": (
        "Kebun Mawar memanen 29.418 ton, Kebun Melati 10.736 ton.\n\nTahun lalu:\n1. Kebun Mawar: 27.903 ton\n"
        "2. Kebun Melati: 10.736 ton\n3. Kebun Kenanga: 8.512 ton"
    ),
    "a name that only begins alike": (
        "Kebun Mawar memanen 29.418 ton, Kebun Melati 10.736 ton, Kebun Dahlia 7.215 ton.\n\nDaftarnya:\n"
        "1. Kebun Mawar Tengah: 27.903 ton\n2. Kebun Melati: 10.736 ton\n3. Kebun Dahlia: 7.215 ton"
    ),
    "a number of rows, and not of what they count": (
        "Berikut 4 sawah menurut peringkat, di antaranya yang pertama kena wereng sebanyak 84 sawah, kedua kena "
        "tikus sebanyak 71 sawah, ketiga kena ulat sebanyak 52 sawah dan keempat kena burung sebanyak 19 sawah."
    ),
    "one less than before, told without the difference": (
        "Hama wereng 24 kali, teratasi 24 kali, hama tikus 3 sawah lebih sedikit dibanding tahun lalu ada 8 sawah."
    ),
    "a list below that is announced as some, and is": (
        "Dinas menyebar bibit sebanyak 50.739, di antaranya:\n- Lereng utara sebanyak 12.556.\n"
        "- Lereng barat sebanyak 145.\n- Lereng timur sebanyak 7.781."
    ),
    "a headline that is told in the text, and a value beside it": (
        "Kurs Menguat ke Rp14.285\n\nKurs berada di posisi Rp14.285 per dolar pada pagi hari. Bank sentral menempatkan "
        "kurs di posisi Rp14.289 per dolar."
    ),
    "a headline that cuts off": (
        "Desa Butuh Rp8.297 Juta\n\nDesa itu membutuhkan Rp8.297,8 juta untuk jalan dan jembatan."
    ),
    "percentages beside parts that are of something else": (
        "Tersalur 3.555 paket, terdiri atas 3.092 paket di kota (97,8 persen) dan 463 paket di desa (93,0 persen)."
    ),
    "two parts that need not be all": (
        "Dari 1.245 pelajar itu, 302 laki-laki dan 143 perempuan terpilih menjadi pengibar bendera."
    ),
    "a list of prices by the thousand": "Harga menurut jumlah:\n- 1 ikat: Rp 46.618\n- 1.000 ikat: Rp 46.618.000",
    "deaths of this year and the last, in brackets": (
        "Yang patah 7 tiang (2020: 11 tiang), retak berat 6 tiang (2020: 9 tiang) dan retak ringan 21 tiang."
    ),
    "what is left of those on board": (
        "Kapal itu membawa 65 peti. Ditemukan 31 peti utuh dan empat peti pecah, sehingga yang masih dicari 30 peti."
    ),
    "a difference of another thing": (
        "Harga di kota bergerak dari 4,58 persen ke 4,60 persen, sedangkan di desa turun 0,58 poin."
    ),
    "former values in a bracket or behind a part": (
        "Naik hampir dua kali lipat, yaitu 642 panggilan dari 331 panggilan pada 2021."
    ),
    "a difference told in its parts": (
        "Bus yang rusak bertambah dari 19 unit menjadi 25 unit. Penambahan bus tersebut terjadi di hulu sebanyak 5 "
        "unit dan di hilir 1 unit."
    ),
    "what was done in one year and in another": (
        "Penyelesaian berkas di 2024 ini sebanyak 15.857 berkas, sedangkan penyelesaian berkas di 2023 itu sebanyak "
        "18.241 berkas."
    ),
    "names with numbers in them": (
        "Bengkel itu memiliki lima model yang dijual yaitu Lumba, Atom 3, Mawar, Segel, dan Singa 7. Lainnya dipesan."
    ),
    "the first of a list that goes on in the next sentence": (
        "Tercatat 602 surat, terbagi dalam tiga kelompok. Surat niaga 241 surat atau 40,03%. Berikutnya surat dinas "
        "229 surat, dan surat pribadi beserta kartu pos 132 surat."
    ),
    "a share of what is planned beside what is left": (
        "Perusahaan mengajukan 42 pelayaran tambahan dan yang terlaksana 38 pelayaran atau 90,5 persen; empat lainnya "
        "batal."
    ),
    "a headline that rounds a list": (
        "1.350 Perahu Ditertibkan\n\nPenertiban itu mencakup 1.107 perahu kayu serta 246 perahu besi."
    ),
    "an amount that another rounds": "Petugas menimbang kopi 22.298,67 gram atau setara 22,3 kilogram.",
    "a row whose total stands elsewhere than that of the row before": (
        "Surat masuk 214 lembar. Yang lengkap 187 lembar. Dikirim 183 lembar; dari jumlah tersebut 176 dibalas dan 7 "
        "dikembalikan. Surat yang sudah dibaca 171, disimpan 169 lembar."
    ),
    "a row of a ranking before the other rows": (
        "Paling banyak hama tikus, 142 laporan. Menyusul wereng atau ulat 97. Burung 31, bekicot 28, hama lainnya juga "
        "28."
    ),
    "a figure behind a bracket that speaks of all": (
        "Paling banyak bulan Mei, 196 laporan. Disusul April 188 dan Januari 181 laporan. Tikus terlibat dalam 871 "
        "laporan (83,51% dari semua laporan), sedangkan wereng 402 laporan."
    ),
    "a percentage of a difference, behind what it compares with": (
        "Anggaran Rp1,92 juta dari iuran Rp1,25 juta dan hibah Rp670 ribu. Upah ditetapkan Rp2.330.000, naik Rp114.928 "
        "dibanding tahun lalu Rp2.215.072 atau 5,19 persen."
    ),
    "the first two of three": (
        "Kebun itu menangani 11 hama dengan 20 berkas. Dari berkas itu 9 sudah lengkap, 10 masih disidik dan 1 berkas "
        "dihentikan."
    ),
    "a list of which the rest is told in the next paragraph": (
        'Dari 136.142 orang tersebut, 61.477 orang disita izinnya, dan 74.039 ditahan suratnya.\n\n"Ada pula yang '
        'tanpa surat, jumlahnya 626," ucapnya.'
    ),
    "both sides of the year before": (
        "Rusak berat pada 2018 sebanyak 19 pohon dan rusak ringan 18 pohon, sedangkan pada 2017 rusak berat 14 pohon "
        "dan rusak ringan 20 pohon."
    ),
    "two columns told by twos": (
        "Kebun Mawar didatangi 58 rombongan yang membawa 23.271 tamu. Kedua, Kebun Melati yang terdiri dari 57 "
        "rombongan dengan 20.127 tamu, serta Kebun Kenanga dengan 31 rombongan yang membawa 22.518 tamu."
    ),
    "a headline that cuts off one of two shares that are right": (
        "Izin Kebun Capai 98,7 Persen\n\nWajib izin 1.987.240 orang. Yang telah berizin 1.961.803 orang atau 98,72 "
        "persen. Surat tanah dimiliki 617.450 dari 631.231 petani (97,82 persen)."
    ),
    "a whole of which a few are told behind it": (
        "Korban meninggal dua orang, luka-luka sembilan orang termasuk dua petugas."
    ),
    "the difference to last year, before two that are opposite": (
        "Tamu yang tiba 501.774 orang. Tahun lalu 464.662 orang, artinya bertambah 37.112 orang. Puncak datang terjadi "
        "pada Sabtu (6/4) dengan 31.117 tamu dan puncak balik pada Senin (15/4) dengan 25.873 tamu berangkat."
    ),
    "a former value between a total and its list": (
        "Tercatat 19 tamu dipulangkan, berkurang 4 orang dari tahun 2024 yang sampai 23 orang. Mereka berasal dari "
        "utara 6 orang, barat 5 orang, timur 3 orang, selatan 3 orang, tengah 2 orang."
    ),
    "a list of which the rest has no number": (
        "Penerima bantuan terdiri dari 511 laki-laki dan 27 perempuan. Dilihat dari kebunnya, penerima padi 243 orang "
        "dan jagung 6 orang, selebihnya kedelai."
    ),
    "a list that goes on in a list of the next sentence": (
        "Yang rusak sedang 56 unit. Rusak sedang tersebar di kabupaten Garut 12 unit, Bandung 12 unit, Sukabumi 9, "
        "Tasik 7, Bogor 5, Subang 4 dan Barat 3. Di kota, ada Kota Sukabumi 1, Kota Cimahi 1, dan Kota Tasik 2."
    ),
    "a total of what the list is only a part of": (
        "Dipakai 5 ekor sapi dan 13 ekor kambing. Jumlah itu bagian dari 178 ekor yang dihimpun kota."
    ),
    "a total in another unit": (
        "Sekitar 130 hektare sudah ditanami, dan 54 hektare dikembalikan. Adapun total panen kebun 3 juta kuintal."
    ),
}

UNREAD = {
    "prices of one name in each item of a list": (
        "restatement",
        "Tarif kebun:\n1. Teras\n- Masuk: Rp 90 ribu\n- Parkir Umum: Rp 12 ribu\n- Parkir Khusus: Rp 35 ribu\n"
        "2. Taman\n- Masuk: Rp 90 ribu\n- Parkir Umum: Rp 12 ribu\n- Parkir Khusus: Rp 35 ribu\n"
        "3. Kolam\n- Masuk: Rp 90 ribu\n- Parkir Umum: Rp 12 ribu\n- Parkir Khusus: Rp 35 ribu",
    ),
}


@pytest.mark.parametrize("name", ACCUSED)
def test_it_is_asked_about(name: str) -> None:
    code, marked = ACCUSED[name]
    text, figures = unmarked(marked)
    wrong = [check for check in audit(text).checks if check.status == "inconsistent"]
    assert figures in [bound(check.claim) for check in wrong]
    assert code in [finding.code for finding in audit(text).findings]


@pytest.mark.parametrize("name", SILENT)
def test_it_is_left_alone(name: str) -> None:
    assert [f.message for f in audit(SILENT[name]).findings if f.severity == "error"] == []


@pytest.mark.parametrize("name", UNREAD)
def test_it_is_not_read(name: str) -> None:
    kind, text = UNREAD[name]
    assert [check.claim.kind for check in audit(text).checks if check.claim.kind == kind] == []


BEHIND = {
    "a list that lacks more than a slip": (
        "Sebanyak 331 orang memenuhi syarat.\n\nPenerima bantuan itu meliputi Kebun Utara 155 orang, Kebun Barat 85 "
        "orang, dan Kebun Timur 66 orang.",
        "ada bagian yang tidak disebut",
    ),
    "a list that makes more by more than a slip": (
        "Kebun itu didatangi 424.173 tamu, terdiri dari 209.466 tamu laki-laki dan 214.769 tamu perempuan.",
        "jumlahnya belum diperbarui, atau",
    ),
    "a part that was passed over when adding up": (
        "Akibat badai 84 pohon tumbang, 7 pohon patah dan 803 pohon miring, sehingga total yang rusak 887 pohon.",
        "bila “7 pohon” tidak ikut dihitung",
    ),
    "a percentage of the new value": (
        "Akta yang terbit 11.482 lembar. Pada 2021 jumlahnya 10.265. Kenaikannya 1.217 lembar, setara 10,60 persen.",
        "dihitung terhadap angka dasar lain",
    ),
}


@pytest.mark.parametrize("name", BEHIND)
def test_what_may_be_behind_it_is_told(name: str) -> None:
    text, words = BEHIND[name]
    assert words in " ".join(finding.message for finding in audit(text).findings)
