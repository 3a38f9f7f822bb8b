#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""generate.py FOLDER COUNT [SEED]: synthetic Swedish agreements of about 8 KB, the same for a seed."""
import os
import random
import sys

MONTHS = ("januari februari mars april maj juni juli augusti september oktober november december").split()
TOWNS = "Norrvik Söderås Lillfors Ekhamra Björksta Stenvalla Ängelby Östanå Hultafors Vikmanshyttan".split()
FIRST = "Anna Björn Cecilia David Eva Fredrik Gunilla Hassan Ingrid Johan Karin Lars Mona Nils".split()
LAST = "Alm Berggren Carlsson Dahl Ek Forsberg Grahn Holm Isaksson Jonsson Kvist Lindgren".split()
ROLES = "Förvaltningschef Avdelningschef Ordförande Kommundirektör Enhetschef Rektor".split()
SENTENCES = """
Parterna ska samverka i syfte att höja kvaliteten i verksamheten och sprida goda exempel.
Kommunen ansvarar för att insatserna planeras tillsammans med berörda enheter och personal.
Myndigheten bidrar med stöd i planering, genomförande och uppföljning av beslutade insatser.
Arbetet ska bedrivas i nära dialog och följas upp vid regelbundna möten under året.
Berörda chefer ska ges förutsättningar att delta i de utbildningar som anordnas.
Kostnader som inte omfattas av denna överenskommelse bärs av respektive part.
Uppgifter som omfattas av sekretess ska hanteras enligt gällande lagstiftning.
Resultaten ska dokumenteras så att de kan användas i det fortsatta utvecklingsarbetet.
Om förutsättningarna ändras ska parterna utan dröjsmål informera varandra om detta.
Uppföljningen ska beskriva vad som har genomförts och vilka effekter som har uppnåtts.
""".strip().split("\n")


def check_digit(digits):
    total = 0
    for i, d in enumerate(digits):
        n = int(d) * (2 if i % 2 == 0 else 1)
        total += n // 10 + n % 10
    return str((10 - total % 10) % 10)


def orgnr(r):
    nine = "212000" + "%03d" % r.randrange(1000)
    return nine[:6] + "-" + nine[6:] + check_digit(nine)


def paragraph(r, n):
    return " ".join(r.choice(SENTENCES) for _ in range(n))


def agreement(r):
    town, year = r.choice(TOWNS), r.randrange(2018, 2026)
    dnr = "%d.%d-%d:%d" % (r.randrange(1, 9), r.randrange(1, 9), year, r.randrange(100, 999))
    day, month = r.randrange(1, 28), r.randrange(12)
    start = "%d %s %d" % (day, MONTHS[month], year)
    end = "%d %s %d" % (r.randrange(1, 28), MONTHS[r.randrange(12)], year + 2)
    parts = ["Överenskommelse om samverkan mellan Utvecklingsverket och %s kommun" % town, "",
             "1 Parter", "", "Utvecklingsverket", "Box 100", "123 45 Storstad", "Telefon: 08-12 34 56 00",
             "Organisationsnummer: " + orgnr(r), "Dnr: " + dnr, "",
             "%s kommun (nedan kallad Kommunen)" % town, "Box 7, 765 43 %s" % town,
             "Organisationsnummer: " + orgnr(r), ""]
    titles = ["Bakgrund", "Syfte", "Tidsperiod", "Insatser", "Ansvar", "Redovisning", "Slutredovisning",
              "Ändringar och tillägg"]
    for i, title in enumerate(titles, 2):
        parts += ["%d %s" % (i, title), "", paragraph(r, r.randrange(6, 10)), ""]
        if title == "Tidsperiod":
            parts += ["Insatserna ska genomföras under perioden %s – %s." % (start, end), ""]
        if title == "Insatser":
            parts += ["- %s" % s for s in r.sample(SENTENCES, 5)] + [""]
        if title == "Redovisning":
            parts += ["Kommunen ska senast den 15 april %d och den 15 oktober %d lämna en delredovisning."
                      % (year + 1, year + 1), ""]
        if title == "Slutredovisning":
            parts += ["Slutredovisningen ska vara myndigheten tillhanda senast den %s." % end, ""]
    parts += ["Överenskommelsen har upprättats i två (2) likalydande exemplar.", "",
              "Storstad %d-%02d-%02d" % (year, month + 1, day), "", "För Utvecklingsverket", "",
              r.choice(FIRST) + " " + r.choice(LAST), r.choice(ROLES), "",
              "%s %d-%02d-%02d" % (town, year, month + 1, day), "", "För %s kommun" % town, "",
              r.choice(FIRST) + " " + r.choice(LAST), r.choice(ROLES), ""]
    text = "\n".join(parts)
    while len(text.encode()) < 8000:
        text = text.replace("\n\nÖverenskommelsen har", "\n\n" + paragraph(r, 3) + "\n\nÖverenskommelsen har", 1)
    return text


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    r = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    os.makedirs(folder, exist_ok=True)
    for i in range(count):
        sub = os.path.join(folder, "%03d" % (i % 100))
        os.makedirs(sub, exist_ok=True)
        with open(os.path.join(sub, "agreement-%05d.txt" % i), "w", encoding="utf-8") as f:
            f.write(agreement(r))


main()
