"""The tables as Arrow schemas, derived from the models: what their Parquet files hold."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from schemas.descriptor import column_types
from schemas.tables import MODELS

if TYPE_CHECKING:
    import pyarrow as pa

# Every exact number: as many digits as the readers of Parquet know, 29 of them before the point. The longest that we
# have met in releases had 14 before it, and 5 behind it.
PRECISION, SCALE = 38, 9


def arrow_schema(table: str) -> "pa.Schema":
    """The columns of ``table`` with their types and descriptions; ImportError without pyarrow."""
    import pyarrow as pa

    types = {"int64": pa.int64(), "bool": pa.bool_(), "str": pa.string(), "object": pa.decimal128(PRECISION, SCALE)}
    columns: Any = MODELS[table].to_schema().columns
    fields = [
        pa.field(name, types[kind], columns[name].nullable, {"description": columns[name].description})
        for name, kind in column_types(table).items()
    ]
    return pa.schema(fields, {"description": MODELS[table].to_schema().description or ""})


def fits(value: Decimal) -> bool:
    """Whether the number can be written exactly."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return False
    written = "".join(map(str, digits)).rstrip("0")
    behind = len(written) - len(digits) - exponent
    return value == 0 or (behind <= SCALE and value.adjusted() < PRECISION - SCALE)
