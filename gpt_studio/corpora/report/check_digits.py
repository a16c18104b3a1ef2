"""The check digits of card, bank and identity numbers. Each function takes digits and letters without separators."""

from __future__ import annotations

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_CURP_LETTERS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_IBAN_LENGTHS = {
    "AD": 24,
    "AE": 23,
    "AL": 28,
    "AT": 20,
    "AZ": 28,
    "BA": 20,
    "BE": 16,
    "BG": 22,
    "BH": 22,
    "BR": 29,
    "BY": 28,
    "CH": 21,
    "CR": 22,
    "CY": 28,
    "CZ": 24,
    "DE": 22,
    "DK": 18,
    "DO": 28,
    "EE": 20,
    "EG": 29,
    "ES": 24,
    "FI": 18,
    "FO": 18,
    "FR": 27,
    "GB": 22,
    "GE": 22,
    "GI": 23,
    "GL": 18,
    "GR": 27,
    "GT": 28,
    "HR": 21,
    "HU": 28,
    "IE": 22,
    "IL": 23,
    "IS": 26,
    "IT": 27,
    "JO": 30,
    "KW": 30,
    "KZ": 20,
    "LB": 28,
    "LI": 21,
    "LT": 20,
    "LU": 20,
    "LV": 21,
    "MC": 27,
    "MD": 24,
    "ME": 22,
    "MK": 19,
    "MT": 31,
    "NI": 28,
    "NL": 18,
    "NO": 15,
    "PL": 28,
    "PT": 25,
    "RO": 24,
    "RS": 22,
    "SA": 24,
    "SE": 24,
    "SI": 19,
    "SK": 24,
    "SM": 27,
    "SV": 28,
    "TN": 24,
    "TR": 26,
    "UA": 29,
    "VA": 22,
}
_LUHN_OF_TWICE = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def is_card(digits: str) -> bool:
    """A payment card: 13 to 19 digits with the right last one (Luhn), and a beginning that is in use."""
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    numbers = [int(digit) for digit in reversed(digits)]
    return sum(_LUHN_OF_TWICE[n] if place % 2 else n for place, n in enumerate(numbers)) % 10 == 0


def is_iban(number: str) -> bool:
    """A bank account (ISO 13616): the length of its country, and a remainder of 1 by 97."""
    if len(number) != _IBAN_LENGTHS.get(number[:2]) or not number[2:4].isdigit():
        return False
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1


def is_dni(number: str) -> bool:
    """A Spanish identity number: eight digits and their letter."""
    return number[8] == _DNI_LETTERS[int(number[:8]) % 23]


def is_nie(number: str) -> bool:
    """A Spanish number of a foreigner: X, Y or Z, seven digits and their letter."""
    return is_dni(str("XYZ".index(number[0])) + number[1:])


def is_rut(number: str) -> bool:
    """A Chilean RUT: its last character is 0 to 9 or K."""
    body, check = number[:-1], number[-1].upper()
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(body)))
    return "0123456789K0"[11 - total % 11] == check


def is_cuit(digits: str) -> bool:
    """An Argentine CUIT or CUIL of eleven digits."""
    total = sum(int(digit) * factor for digit, factor in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    return digits[:2] in {"20", "23", "24", "27", "30", "33", "34"} and (11 - total % 11) % 11 == int(digits[10])


def is_cpf(digits: str) -> bool:
    """A Brazilian CPF of eleven digits."""
    for length in (9, 10):
        total = sum(int(digit) * (length + 1 - place) for place, digit in enumerate(digits[:length]))
        if total * 10 % 11 % 10 != int(digits[length]):
            return False
    return len(set(digits)) > 1


def is_curp(number: str) -> bool:
    """A Mexican CURP of 18 characters."""
    total = sum(_CURP_LETTERS.index(character) * (18 - place) for place, character in enumerate(number[:17]))
    return (10 - total % 10) % 10 == int(number[17])
