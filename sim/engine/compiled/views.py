"""How compiled code sees a world: `world.ground.tempo[axis]` is one load at a place known when it is compiled.

numba's extension interface (tried: 0.61.2 and 0.68.1) is taught two types. A view is the world or a part of it: the
address of the block and nothing else, so that a generator which keeps it has nothing to count or to give back
(compiled generators never give back what they hold, and counting took two thirds of the time). A field array is the
address of an array in the block, and its length. Indices count from the start: code that checks its bounds refuses a
negative one like one beyond the end, where NumPy would count from the back.
"""

import contextlib
import operator
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.cpython import slicing
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
)

from sim.engine.compiled.memory import Place, layout_of
from sim.model.one_world import World
from sim.model.world.fields import SIZES, Field, State

WORD = ir.IntType(64)
BLOCK = WORD.as_pointer()
LAYOUT = layout_of(World)


# types


class View(types.Type):
    """The world or one of its parts."""

    def __init__(self, part: type[State]) -> None:
        self.part = part
        super().__init__(name=f"salient.{part.__name__}")


class FieldArray(types.Type):
    """An array of the state: kind, lengths (None where only the scenario knows it), words from entry to entry."""

    def __init__(self, dtype: types.Type, lengths: tuple[int | None, ...], stride: int) -> None:
        self.dtype, self.lengths, self.stride = dtype, lengths, stride
        shape = "x".join("?" if length is None else str(length) for length in lengths)
        super().__init__(name=f"salient.{dtype}[{shape}:{stride}]")

    @property
    def strides(self) -> tuple[int, ...]:
        """Words from one entry to the next along each axis."""
        return (self.stride, 1)[: len(self.lengths)]


@register_model(View)
class ViewModel(models.PrimitiveModel):
    """The address of the block."""

    def __init__(self, dmm: Any, fe_type: View) -> None:
        super().__init__(dmm, fe_type, BLOCK)


@register_model(FieldArray)
class FieldArrayModel(models.StructModel):
    """The address of the first entry, and the length of the first axis."""

    def __init__(self, dmm: Any, fe_type: FieldArray) -> None:
        super().__init__(dmm, fe_type, [("first", types.CPointer(types.int64)), ("length", types.intp)])


def declared(view: View, name: str) -> tuple[Field, Place, types.Type]:
    """A field of a view, its place and its type in compiled code."""
    field, place = LAYOUT.fields[view.part, name], LAYOUT.places[view.part, name]
    dtype = types.int64 if field.whole else types.float64
    if not field.shape:
        return field, place, dtype
    lengths = tuple(None if isinstance(length, str) else length for length in field.shape)
    return field, place, FieldArray(dtype, lengths, place.stride)


@intrinsic
def world_on(typing_context: Any, words: Any) -> Any:
    """The world that stands in a block of words."""

    def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.bitcast(context.make_array(sig.args[0])(context, builder, args[0]).data, BLOCK)

    return View(World)(words), generate


# fields and parts of a view


@infer_getattr
class ViewAttributes(AttributeTemplate):
    """Fields and parts by name."""

    key = View

    def generic_resolve(self, view: View, name: str) -> types.Type | None:
        if name in view.part.parts:
            return View(view.part.parts[name])
        return declared(view, name)[2] if name in view.part.fields else None


@lower_getattr_generic(View)
def get_field(context: Any, builder: Any, view: View, block: Any, name: str) -> Any:
    """A part is the same address, a number a load, an array the address of its first entry."""
    if name in view.part.parts:
        return block
    field, place, kind = declared(view, name)
    if isinstance(kind, FieldArray):
        return array_of(context, builder, block, field, place, kind)
    return builder.load(address(context, builder, block, WORD(place.word), kind))


@lower_setattr_generic(View)
def set_field(context: Any, builder: Any, sig: Any, args: Any, name: str) -> None:
    """A number is a store."""
    _, place, kind = declared(sig.args[0], name)
    builder.store(args[1], address(context, builder, args[0], WORD(place.word), kind))


def address(context: Any, builder: Any, first: Any, word: Any, dtype: types.Type) -> Any:
    """Address of a word, counted from the first, as one of that kind."""
    return builder.bitcast(builder.gep(first, [word], inbounds=True), context.get_value_type(dtype).as_pointer())


def array_of(context: Any, builder: Any, block: Any, field: Field, place: Place, kind: FieldArray) -> Any:
    """A field array; where it begins and how long it is may stand in the block itself."""
    array = cgutils.create_struct_proxy(kind)(context, builder)
    begin, length = WORD(place.word), WORD(field.shape[0] if not place.told else 0)
    if place.told:
        begin = builder.load(builder.gep(block, [begin], inbounds=True))
        length = builder.load(builder.gep(block, [WORD(SIZES.index(str(field.shape[0])))], inbounds=True))
    array.first = builder.gep(block, [begin], inbounds=True)
    array.length = length
    return array._getvalue()


# entries of a field array


@infer_getattr
class FieldArrayAttributes(AttributeTemplate):
    """The shape, as of a NumPy array."""

    key = FieldArray

    def resolve_shape(self, array: FieldArray) -> types.Type:
        """One length an axis."""
        return types.UniTuple(types.intp, len(array.lengths))


@lower_getattr(FieldArray, "shape")
def get_shape(context: Any, builder: Any, kind: FieldArray, value: Any) -> Any:
    """One length an axis."""
    return cgutils.pack_array(builder, lengths(context, builder, kind, value))


def lengths(context: Any, builder: Any, kind: FieldArray, value: Any) -> list[Any]:
    """The length of each axis."""
    first = cgutils.create_struct_proxy(kind)(context, builder, value).length
    return [first, *(WORD(length) for length in kind.lengths[1:])]


def is_index(index: types.Type, n_axes: int) -> bool:
    """Whether an index is one whole number an axis."""
    each = index.types if isinstance(index, types.BaseTuple) else (index,)
    return len(each) == n_axes and all(isinstance(one, types.Integer) for one in each)


def is_stretch(index: types.Type, n_axes: int) -> bool:
    """Whether an index is one slice an axis, without a step."""
    each = index.types if isinstance(index, types.BaseTuple) else (index,)
    return len(each) == n_axes and all(isinstance(one, types.SliceType) and not one.has_step for one in each)


def as_places(index: types.Type) -> types.Type:
    """The type that a whole number an axis is brought to."""
    return types.UniTuple(types.intp, index.count) if isinstance(index, types.BaseTuple) else types.intp


@infer_global(operator.getitem)
class GetEntry(AbstractTemplate):
    """`array[axis, 0]`: one whole number an axis."""

    def generic(self, args: Any, kws: Any) -> Any:
        array, index = args
        if isinstance(array, FieldArray) and is_index(index, len(array.lengths)):
            return signature(array.dtype, array, as_places(index))
        return None


@infer_global(operator.setitem)
class SetEntries(AbstractTemplate):
    """`array[axis, 0] = 1.0` and `array[:, :] = 1.0`: one entry, or all within slices."""

    def generic(self, args: Any, kws: Any) -> Any:
        array, index, value = args
        if not isinstance(array, FieldArray) or not isinstance(value, types.Number | types.Boolean):
            return None
        if is_index(index, len(array.lengths)):
            return signature(types.none, array, as_places(index), array.dtype)
        return signature(types.none, array, index, array.dtype) if is_stretch(index, len(array.lengths)) else None


def entry(context: Any, builder: Any, kind: FieldArray, value: Any, index: Any) -> Any:
    """Address of one entry; its index is checked where code is compiled with NUMBA_BOUNDSCHECK."""
    indices = [index] if len(kind.lengths) == 1 else cgutils.unpack_tuple(builder, index)
    if context.enable_boundscheck:
        for axis, length in enumerate(lengths(context, builder, kind, value)):
            cgutils.do_boundscheck(context, builder, indices[axis], length, axis)
    word = WORD(0)
    for one, stride in zip(indices, kind.strides, strict=True):
        word = builder.add(word, builder.mul(one, WORD(stride)))
    return address(context, builder, cgutils.create_struct_proxy(kind)(context, builder, value).first, word, kind.dtype)


@lower_builtin(operator.getitem, FieldArray, types.Integer)
@lower_builtin(operator.getitem, FieldArray, types.BaseTuple)
def get_entry(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """A load."""
    return builder.load(entry(context, builder, sig.args[0], *args))


@lower_builtin(operator.setitem, FieldArray, types.Integer, types.Any)
@lower_builtin(operator.setitem, FieldArray, types.BaseTuple, types.Any)
@lower_builtin(operator.setitem, FieldArray, types.SliceType, types.Any)
def set_entries(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """A store, or a loop of them."""
    kind, index, _ = sig.args
    if is_stretch(index, len(kind.lengths)):
        set_stretch(context, builder, sig, args)
    else:
        builder.store(args[2], entry(context, builder, kind, args[0], args[1]))
    return context.get_dummy_value()


def set_stretch(context: Any, builder: Any, sig: Any, args: Any) -> None:
    """Store one number in every entry within slices."""
    kind, index, _ = sig.args
    first = cgutils.create_struct_proxy(kind)(context, builder, args[0]).first
    with contextlib.ExitStack() as loops:
        word = WORD(0)
        each, ends = slices(context, builder, index, args[1]), lengths(context, builder, kind, args[0])
        for one, end, stride in zip(each, ends, kind.strides, strict=True):
            slicing.fix_slice(builder, one, end)
            place, _ = loops.enter_context(cgutils.for_range_slice(builder, one.start, one.stop, WORD(1), inc=True))
            word = builder.add(word, builder.mul(place, WORD(stride)))
        builder.store(args[2], address(context, builder, first, word, kind.dtype))


def slices(context: Any, builder: Any, index: types.Type, value: Any) -> list[Any]:
    """The slice of each axis."""
    if not isinstance(index, types.BaseTuple):
        return [context.make_helper(builder, index, value)]
    each = zip(index.types, cgutils.unpack_tuple(builder, value), strict=True)
    return [context.make_helper(builder, kind, one) for kind, one in each]
