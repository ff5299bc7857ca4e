"""Corrects cells of a workbook in LibreOffice as a clerk would, and saves it in its own format.

Usage: correct.py WORKBOOK PROFILE SHEET!CELL=VALUE ...
A value of digits is entered as a number, anything else as a text.
"""
import re
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def connected(profile):
    pipe = "voced" + str(abs(hash(profile)) % 10**8)
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "-env:UserInstallation=file://" + profile,
         "--accept=pipe,name=" + pipe + ";urp;"])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
            return office, context
        except NoConnectException:
            time.sleep(0.5)
    office.kill()
    sys.exit("LibreOffice does not answer")


def main():
    path, profile, changes = sys.argv[1], sys.argv[2], sys.argv[3:]
    office, context = connected(profile)
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context)
    hidden = PropertyValue("Hidden", 0, True, 0)
    book = desktop.loadComponentFromURL("file://" + path, "_blank", 0, (hidden,))
    notes = 0
    for name in book.Sheets.ElementNames:
        notes += book.Sheets.getByName(name).Annotations.Count
    for change in changes:
        sheet, cell, value = re.match(r"(.+)!([A-Z]+[0-9]+)=(.*)", change).groups()
        target = book.Sheets.getByName(sheet).getCellRangeByName(cell)
        if re.fullmatch(r"[0-9.]+", value):
            target.Value = float(value)
        else:
            target.String = value
    book.calculateAll()
    book.store()
    book.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(60)
    print(notes)


main()
