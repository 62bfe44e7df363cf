"""Releases that a page must bear: hostile, empty, without figures, and very large."""

HOSTILE = """\
<script>document.title = "run"</script> "Kebun" & 'Kota' </textarea></title> javascript:alert(1)

Ditanam 30 bibit, terdiri dari 18 bibit <b onclick=a>\u202ejati\u202c</b> dan 14 bibit '"><img src=x onerror=alert(3)>.
[klik](javascript:alert(4)) {{ 7 * 7 }} "><svg onload=alert(5)> \u2066</p></article></main>\u2069 --><!-- 5 orang.
"""


def _many() -> str:
    """5,000 figures: some 300 sums, three of which do not hold, among lines that nothing can be said of."""
    return "\n".join(
        f"Ditanam {300 + n} bibit, terdiri dari 180 bibit jati dan {120 + n - (n % 500 == 0)} bibit mahoni."
        if n % 5 == 0
        else f"Kebun ke-{n} memiliki {1000 + n} pohon jati, {7000 + n * 3} pohon mahoni dan {20000 + n} pohon pinus."
        for n in range(5, 1672)
    )


def _table() -> str:
    rows = [f"| Desa {chr(65 + n // 26)}{chr(97 + n % 26)} | {n + 1} | {n % 9 + 2} |" for n in range(200)]
    total = f"| Total | {sum(range(1, 201))} | {sum(n % 9 + 2 for n in range(200))} |"
    return "\n".join(("Bibit menurut desa", "", "| Desa | Jati | Mahoni |", "| --- | --- | --- |", *rows, total))


TEXTS = {
    "hostile": HOSTILE,
    "empty": "",
    "wordy": "Warga senang menanam pohon di tepi sungai.",
    "many": _many(),
    "table": _table(),
}
