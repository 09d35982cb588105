"""Five systems that speak of the same people, each with codes and fields of its own, as files of any size."""

from __future__ import annotations

SOURCES = ("hris", "payroll", "attendance", "recruiting", "training")


def phone(number: int, shift: int = 0) -> str:
    return f"137{number + shift * 1_000_000:08d}"


def identity(number: int) -> str:
    return f"11010119900101{number:04d}" if number < 10_000 else f"110101199001{number:06d}"


def files(count: int, *, wrong: int = 0) -> dict[str, str]:
    """Return a file a source; in the last two every `wrong`-th phone differs from the others' (0: none)."""

    def odd(number: int) -> bool:
        return bool(wrong) and number % wrong == 0

    people = range(count)
    hris = "".join(
        f"H{n},员工{n},D{2 + n % 3},2024-01-{1 + n % 28:02d},{identity(n)},{phone(n)}\n" for n in people
    )
    payroll = "".join(f"P-{n},员工{n},{identity(n)},{5000 + n % 4000}\n" for n in people)
    shifts = "".join(f"A{n:06d},员工{n},{identity(n)},{phone(n)}\n" for n in people)
    hiring = "".join(
        f"R/{n},员工{n},{identity(n)},{phone(n, 1 if odd(n) else 0)},person{n}@example.com\n" for n in people
    )
    courses = "".join(f"T{n}x,员工{n},{identity(n)},{phone(n, 2 if odd(n) else 0)}\n" for n in people)
    return {
        "hris": f"工号,姓名,部门,入职日期,身份证号,手机\n{hris}",
        "payroll": f"工号,姓名,身份证号,基本工资\n{payroll}",
        "attendance": f"工号,姓名,身份证号,手机\n{shifts}",
        "recruiting": f"工号,姓名,身份证号,手机,邮箱\n{hiring}",
        "training": f"工号,姓名,身份证号,手机\n{courses}",
    }
