"""Writes a synthetic archive of any size: for speed and memory only, never for scores.

Releases are made of our own sentences, each with a claim that is known; in some of them one digit is mistyped.
``manifest.csv`` beside them names every claim, and what was mistyped. The same seed gives the same archive, and a
larger one begins with the smaller one. Releases are written one after the other: memory does not grow with them.
"""

import argparse
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

FOLDER = 1000  # releases in one folder
COLUMNS = ("doc_id", "kind", "figures", "written", "mistyped")
FIGURE = re.compile("«(.+?)»")

PLACES = ["Kampar", "Siak", "Bengkalis", "Rokan Hilir", "Pelalawan", "Kuantan", "Meranti", "Indragiri", "Natuna"]
OFFICES = ["Dinas Perkebunan", "Dinas Sosial", "Dinas Perhubungan", "Dinas Kesehatan", "Dinas Pendidikan"]
# What is counted, and what it consists of.
THINGS = {
    "bibit": ["jati", "mahoni", "trembesi", "sengon", "gaharu"],
    "orang": ["pelajar", "petani", "nelayan", "pedagang", "guru"],
    "unit": ["perahu", "traktor", "pompa", "sepeda", "mesin jahit"],
    "paket": ["beras", "sembako", "pupuk", "benih", "alat tulis"],
}
FILLERS = [
    "Kegiatan itu berlangsung sepanjang tahun di seluruh kecamatan.",
    "Kepala dinas berterima kasih kepada semua pihak yang ikut membantu.",
    "Warga berharap program serupa dilanjutkan tahun depan.",
    "Seluruh data dihimpun dari laporan kecamatan dan dicocokkan kembali.",
    "Pendataan dilakukan bersama perangkat desa dan para penyuluh.",
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its claim: in ``marked`` the figures that must agree stand in «»; ``mistyped`` is (was, is)."""

    kind: str
    marked: str
    mistyped: tuple[str, str] = ("", "")

    @property
    def figures(self) -> list[str]:
        return FIGURE.findall(self.marked)

    @property
    def text(self) -> str:
        return FIGURE.sub(r"\1", self.marked)


def sums(chance: Random) -> str:
    unit = chance.choice(list(THINGS))
    sorts = chance.sample(THINGS[unit], chance.randint(2, 5))
    parts = [chance.randint(11, 4000) for _ in sorts]
    told = [f"«{whole(part)}» {unit} {sort}" for part, sort in zip(parts, sorts, strict=True)]
    listed = f"{', '.join(told[:-1])} dan {told[-1]}"
    return f"Tercatat «{whole(sum(parts))}» {unit}, terdiri dari {listed}."


def percents(chance: Random) -> str:
    every = chance.randint(200, 9000)
    part = chance.randint(20, every - 20)
    return f"Dari «{whole(every)}» peserta, «{whole(part)}» orang atau «{share(part, every)}» persen lulus pelatihan."


def changes(chance: Random) -> str:
    low, step = chance.randint(100, 5000), chance.randint(12, 900)
    ends = f"dari «{whole(low)}» orang menjadi «{whole(low + step)}» orang"
    return f"Jumlah pendaftar naik {ends}, bertambah «{whole(step)}» orang."


def targets(chance: Random) -> str:
    meant = chance.randint(100, 9000)
    reached = chance.randint(meant // 2, meant + meant // 4)
    result = f"terealisasi «{whole(reached)}» hektare atau «{share(reached, meant)}» persen"
    return f"Dari target «{whole(meant)}» hektare, {result}."


CLAIMS: dict[str, Callable[[Random], str]] = {"sum": sums, "percent": percents, "change": changes, "target": targets}


def whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def share(part: int, every: int) -> str:
    rounded = (Decimal(100 * part) / every).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".replace(".", ",")


def release(seed: int, number: int, faulty: float) -> tuple[str, list[Sentence]]:
    """The text of a release and its claims, by nothing but the arguments."""
    chance = Random(f"{seed} {number}")
    kinds = chance.choices(list(CLAIMS), k=chance.randint(3, 7))
    sentences = [Sentence(kind, CLAIMS[kind](chance)) for kind in kinds]
    if chance.random() < faulty:
        place = chance.randrange(len(sentences))
        sentences[place] = mistyped(sentences[place], chance)
    office, town = chance.choice(OFFICES), chance.choice(PLACES)
    head = f"{office} {town} Sampaikan Capaian Tahunan\n\n{town.upper()} - {office} {town} memaparkan hasil kerjanya."
    body = (f"{sentence.text} {chance.choice(FILLERS)}" for sentence in sentences)
    return "\n\n".join((head, *body)) + "\n", sentences


def mistyped(sentence: Sentence, chance: Random) -> Sentence:
    """The sentence with another digit for one in one of its figures."""
    figure = chance.choice(list(FIGURE.finditer(sentence.marked)))
    place = chance.choice([place for place in range(*figure.span(1)) if sentence.marked[place].isdigit()])
    # No leading nought: that is no figure any more.
    other = chance.choice([digit for digit in "123456789" if digit != sentence.marked[place]])
    marked = sentence.marked[:place] + other + sentence.marked[place + 1 :]
    return Sentence(sentence.kind, marked, (figure[1], marked[slice(*figure.span(1))]))


def write(folder: Path, releases: int, seed: int = 1, faulty: float = 0.1) -> None:
    """Write the archive to ``folder``: releases/0000/0000000.txt and so on, and manifest.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(releases):
            writer.writerows(_written(folder / "releases", number, *release(seed, number, faulty)))


def _written(folder: Path, number: int, text: str, sentences: list[Sentence]) -> Iterator[tuple[str, ...]]:
    path = folder / f"{number // FOLDER:04}" / f"{number:07}.txt"
    if number % FOLDER == 0:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    doc_id = f"{path.parent.name}/{path.stem}"
    return ((doc_id, each.kind, " ".join(each.figures), *each.mistyped) for each in sentences)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="Where to write releases/ and manifest.csv.")
    parser.add_argument("--releases", type=int, default=1000, help="How many (default 1000).")
    parser.add_argument("--seed", type=int, default=1, help="Another archive with each (default 1).")
    parser.add_argument(
        "--faulty", type=float, default=0.1, help="Share of releases with a mistyped digit (default 0.1)."
    )
    options = parser.parse_args()
    write(options.folder, options.releases, options.seed, options.faulty)


if __name__ == "__main__":
    main()
