"""The two shortest releases: one that is right, and one with a part that is not."""

CLEAN = "Ditanam 30 bibit, terdiri dari 18 bibit jati dan 12 bibit mahoni."
FAULTY = CLEAN.replace("12", "14")
