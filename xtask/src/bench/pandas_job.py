"""The same job as `report --only json,csv`, as one would write it with pandas.

Reads every workbook of two years, adds up numerators and denominators for each school and each
region, divides, compares with the year before, and writes JSON and CSV. Nothing is checked and no
source is kept. Usage: pandas_job.py ENGINE BUREAU YEAR OUT
"""

import json
import pathlib
import sys
import tomllib

import pandas as pd

RATES = {
    "employment": (["7.01"], ["3.04"]),
    "platform": (["3.03"], ["3.02"]),
    "matched": (["7.03"], ["7.02"]),
    "dual": (["5.06"], ["5.05"]),
    "senior": (["5.10"], ["5.03"]),
    "general": (["6.02"], ["6.01"]),
    "skill": (["6.04"], ["6.03"]),
    "fitness": (["6.06"], ["6.05"]),
    "equipment_each": (["4.01"], ["3.01"]),
    "books_each": (["4.04"], ["3.01"]),
    "students_each": (["3.01"], ["5.03"]),
}


def answers(path, engine):
    """Numbers by 编号, and the code of the school."""
    values, code = {}, None
    for frame in pd.read_excel(path, sheet_name=None, header=None, engine=engine).values():
        if frame.shape[1] < 5:
            continue
        for number, value in zip(frame[0], frame[4]):
            if str(number) == "1.01":
                code = str(value)
            numeric = pd.to_numeric(value, errors="coerce")
            if pd.notna(numeric):
                values[str(number)] = float(numeric)
    return code, values


def year_of(folder, engine):
    schools = {}
    for path in sorted((folder / "submissions").glob("*.xlsx")) + [folder / "city.xlsx"]:
        try:
            code, values = answers(path, engine)
        except Exception:  # a damaged workbook
            continue
        schools[code or path.stem] = values
    return pd.DataFrame.from_dict(schools, orient="index")


def rates(table):
    out = {}
    for name, (numerator, denominator) in RATES.items():
        have = [item for item in numerator + denominator if item in table]
        known = table.dropna(subset=have)
        top = known.reindex(columns=numerator).sum().sum()
        bottom = known.reindex(columns=denominator).sum().sum()
        out[name] = top / bottom if bottom else None
    for item in table.columns:
        out[item] = table[item].sum()
    return out


def main():
    engine, root, year, out = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    bureau = tomllib.loads((root / "bureau.toml").read_text("utf-8"))
    parents = {region["code"]: region.get("parent") for region in bureau["region"]}
    rows = []
    for of in (year - 1, year):
        table = year_of(root / str(of), engine)
        members = {code: [code] for code in table.index}
        for school in bureau["school"]:
            region = school.get("region")
            while region:
                members.setdefault(region, []).append(school["code"])
                region = parents[region]
        for entity, schools in members.items():
            found = table.loc[[code for code in schools if code in table.index]]
            rows += [(of, entity, name, value) for name, value in rates(found).items()]
    frame = pd.DataFrame(rows, columns=["year", "entity", "code", "value"])
    last = frame[frame.year == year - 1].drop(columns="year")
    this = frame[frame.year == year].merge(last, on=["entity", "code"], how="left")
    this["change"] = this.value_x - this.value_y
    pathlib.Path(out).mkdir(parents=True, exist_ok=True)
    this.to_csv(pathlib.Path(out) / "indicators.csv", index=False)
    (pathlib.Path(out) / "indicators.json").write_text(
        json.dumps(this.to_dict("records"), ensure_ascii=False), "utf-8"
    )


main()
