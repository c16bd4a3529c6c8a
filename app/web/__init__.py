"""The Flask room: parse, call, render. One package per audience; `shared` under them all."""
