"""The same job as `pandas_job.py`, with python-calamine for reading and plain Python for adding up.

Usage: calamine_job.py BUREAU YEAR OUT
"""

import csv
import json
import pathlib
import sys
import tomllib
from collections import defaultdict

from python_calamine import CalamineWorkbook

RATES = {
    "employment": ("7.01", "3.04"),
    "platform": ("3.03", "3.02"),
    "matched": ("7.03", "7.02"),
    "dual": ("5.06", "5.05"),
    "senior": ("5.10", "5.03"),
    "general": ("6.02", "6.01"),
    "skill": ("6.04", "6.03"),
    "fitness": ("6.06", "6.05"),
    "equipment_each": ("4.01", "3.01"),
    "books_each": ("4.04", "3.01"),
    "students_each": ("3.01", "5.03"),
}


def answers(path):
    """Numbers by 编号, and the code of the school."""
    values, code = {}, None
    workbook = CalamineWorkbook.from_path(str(path))
    for name in workbook.sheet_names:
        for row in workbook.get_sheet_by_name(name).to_python():
            if len(row) < 5:
                continue
            if row[0] == "1.01":
                code = row[4]
            if isinstance(row[4], (int, float)):
                values[str(row[0])] = row[4]
    return code, values


def year_of(folder):
    schools = {}
    for path in sorted((folder / "submissions").glob("*.xlsx")) + [folder / "city.xlsx"]:
        try:
            code, values = answers(path)
        except Exception:  # a damaged workbook
            continue
        schools[code or path.stem] = values
    return schools


def rates(members):
    out = defaultdict(float)
    for values in members:
        for item, value in values.items():
            out[item] += value
    for name, (numerator, denominator) in RATES.items():
        known = [one for one in members if numerator in one and denominator in one]
        bottom = sum(one[denominator] for one in known)
        out[name] = sum(one[numerator] for one in known) / bottom if bottom else None
    return out


def main():
    root, year, out = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
    bureau = tomllib.loads((root / "bureau.toml").read_text("utf-8"))
    parents = {region["code"]: region.get("parent") for region in bureau["region"]}
    found = {}
    for of in (year - 1, year):
        schools = year_of(root / str(of))
        members = {code: [values] for code, values in schools.items()}
        for school in bureau["school"]:
            region = school.get("region")
            while region:
                if school["code"] in schools:
                    members.setdefault(region, []).append(schools[school["code"]])
                region = parents[region]
        found[of] = {entity: rates(values) for entity, values in members.items()}
    rows = []
    for entity, values in found[year].items():
        for code, value in values.items():
            last = found[year - 1].get(entity, {}).get(code)
            change = None if None in (value, last) else value - last
            rows.append((entity, code, value, last, change))
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "indicators.csv", "w", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    (out / "indicators.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


main()
