"""Writes one file of recorded numbers: 9 significant digits, one line for each case."""
import json
import os

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    if isinstance(value, float):
        if value != value:
            raise ValueError("not a number")
        near = float("%.9g" % value)
        return int(near) if near == int(near) else near
    if hasattr(value, "tolist"):
        return rounded(value.tolist())
    return value


def line(value):
    return json.dumps(rounded(value), separators=(",", ":"))


def lines(value):
    """A list of records has one line each."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join("    " + line(item) for item in value) + "\n  ]"
    return line(value)


def write(name, **content):
    os.makedirs(FOLDER, exist_ok=True)
    text = "{\n" + ",\n".join('  "%s": %s' % (key, lines(value)) for key, value in content.items()) + "\n}\n"
    with open(os.path.join(FOLDER, name + ".json"), "w") as file:
        file.write(text)
    print(name, len(text))


def read(name):
    with open(os.path.join(FOLDER, name + ".json")) as file:
        return json.load(file)


def grid(every, count):
    """The times of equally spaced samples, from 0."""
    return {"first": 0, "every": every, "count": count}
