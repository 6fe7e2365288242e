"""Numbers and words between NumPy and Arrow by way of buffers.

`pyarrow.array` and `to_numpy` import pandas, which costs more than a run; buffers do not.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def numbers(values: NDArray[Any], missing: NDArray[np.bool_] | None = None) -> Any:
    """Arrow array of numbers; those marked missing are nulls."""
    import pyarrow as pa

    plain = np.ascontiguousarray(values)
    return pa.Array.from_buffers(
        pa.from_numpy_dtype(plain.dtype), len(plain), [_bitmap(missing), pa.py_buffer(plain)]
    )


def numbers_or_null(values: NDArray[Any]) -> Any:
    """Arrow array of numbers; NaN becomes null."""
    return numbers(values, np.isnan(values))


def truths(values: NDArray[np.bool_]) -> Any:
    """Arrow array of true and false."""
    import pyarrow as pa

    bits = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])


def words(values: Sequence[str | None]) -> Any:
    """Arrow array of strings, None as null."""
    import pyarrow as pa

    encoded = [(value or "").encode() for value in values]
    offsets = np.zeros(len(values) + 1, dtype=np.int32)
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    missing = np.array([value is None for value in values], dtype=np.bool_)
    buffers = [_bitmap(missing), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def categories(values: NDArray[Any], names: Sequence[str]) -> Any:
    """Arrow dictionary array from indices of names, NaN as null."""
    import pyarrow as pa

    missing = np.isnan(values)
    indices = numbers(np.where(missing, 0, values).astype(np.int32), missing)
    return pa.DictionaryArray.from_arrays(indices, words(names))


def named(values: NDArray[np.str_], names: Sequence[str]) -> Any:
    """Arrow dictionary array from texts, each of which is one of the names."""
    order = np.argsort(names)
    places = order[np.searchsorted(np.array(names)[order], values)]
    return categories(places.astype(np.float64), names)


def numpy_of(column: Any) -> NDArray[Any]:
    """NumPy copy of a column of numbers; with nulls it is floating point and they are NaN."""
    return _numpy_of(_one_chunk(column))


def places_of(column: Any, names: Sequence[str]) -> NDArray[Any]:
    """Places in `names` of a column of words; with nulls it is floating point and they are NaN."""
    array = _one_chunk(column)
    place = np.array([names.index(word) for word in array.dictionary.to_pylist()], dtype=np.int64)
    indices = _numpy_of(array.indices)
    if indices.dtype.kind != "f":
        return np.take(place, indices)
    missing = np.isnan(indices)
    return np.where(missing, np.nan, np.append(place, 0)[np.where(missing, 0, indices).astype(np.int64)])


def _one_chunk(column: Any) -> Any:
    import pyarrow as pa

    array = column.combine_chunks()
    return array.chunk(0) if isinstance(array, pa.ChunkedArray) else array


def _numpy_of(array: Any) -> NDArray[Any]:
    first, last = array.offset, array.offset + len(array)
    valid, data = array.buffers()
    dtype = np.dtype(array.type.to_pandas_dtype())
    values = np.frombuffer(data, dtype=dtype)[first:last] if data is not None else np.zeros(0, dtype)
    if array.null_count == 0:
        return np.array(values)
    present = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")[first:last].astype(bool)
    return np.where(present, values.astype(np.result_type(dtype, np.float16)), np.nan)


def _bitmap(missing: NDArray[np.bool_] | None) -> Any:
    import pyarrow as pa

    if missing is None or not missing.any():
        return None
    return pa.py_buffer(np.packbits(~missing, bitorder="little"))
