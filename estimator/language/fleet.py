"""What machines, nodes and regions that were said mean together, once everything is read."""

from estimator.calculation.doubt import Doubt
from estimator.errors import AmbiguousNameError, ConflictError, RequestError, UnreadableWordError
from estimator.language.draft import Draft
from estimator.language.sentences import is_prose

_EXAMPLES = {"amd": "mi300x", "instinct": "mi300x", "intel": "gaudi3"}


def settle_fleet(draft: Draft) -> None:
    """Turn machines and nodes into a number of accelerators, a price of one into a price of an accelerator."""
    nodes, each = draft.whole("nodes"), draft.whole("accelerators_per_node")
    _settle_machine_price(draft, each)
    _settle_machine(draft)
    if nodes is not None:
        _settle_nodes(draft, nodes, each)
    elif each is not None:
        span = draft.spans["accelerators_per_node"]
        said = draft.sentence.raw[slice(*span)]
        hint = f"Say it too, as in `16 nodes of {each}`."
        raise UnreadableWordError(f'"{said}" does not say how many nodes.', hint, span=span, field="accelerators")
    for name in ("nodes", "accelerators_per_node", "machine_size"):
        draft.forget(name)


def settle_one_for_a_time(draft: Draft) -> None:
    """`a 500M model for 24h on a 4090`: one accelerator, whose time is all that says how much is trained."""
    told = {"accelerators", "tokens", "total_tokens", "samples", "steps", "dataset", "tokens_per_parameter", "method"}
    if not {"deadline", "accelerator"} <= draft.said.keys() or told & draft.said.keys():
        return
    span = draft.spans["accelerator"]
    if draft.sentence.raw[: span[0]].lower().endswith((" a ", " an ")) and is_prose(draft):
        draft.say_at("accelerators", 1, span)


def check_maker(draft: Draft) -> None:
    """Ask back a maker whose accelerator is not said: what is assumed otherwise is another's."""
    for maker, example in _EXAMPLES.items():
        if not {"accelerator", "peak_throughput"} & draft.said.keys() and maker in draft.sentence.texts:
            raise AmbiguousNameError(
                f'"{maker}" makes several accelerators.', f"Say which one, for example {example}.", field="accelerator"
            )


def _settle_machine(draft: Draft) -> None:
    """A machine without a number is one machine, unless the number of accelerators is said."""
    size = draft.whole("machine_size")
    if size is None or "accelerators" in draft.said or "nodes" in draft.said:
        return
    span = draft.spans["machine_size"]
    draft.say_at("accelerators", size, span)
    message = f'"{draft.sentence.raw[slice(*span)]}" is read as one machine: {size:,} × {draft.said["accelerator"]}.'
    draft.doubts.append(Doubt("machine_size", message))


def _settle_nodes(draft: Draft, nodes: int, each: int | None) -> None:
    """Nodes times what each holds; a total that was said is the total."""
    span = draft.spans["nodes"]
    accelerator = draft.said.get("accelerator")
    usual = draft.whole("machine_size") or (draft.names.node_size(accelerator) if isinstance(accelerator, str) else 0)
    total = draft.whole("accelerators")
    if each is not None:
        draft.say_at("accelerators", nodes * each, span)
    elif total is not None:
        _check_total(draft, nodes, total, usual)
    elif usual:
        draft.say_at("accelerators", nodes * usual, span)
        product = f"{nodes:,} × {usual} = {nodes * usual:,}"
        message = f"{nodes:,} nodes are read as {product} accelerators of {accelerator}."
        draft.doubts.append(Doubt("node_size", message))
    else:
        said = draft.sentence.raw[slice(*span)]
        hint = f"Say it as in `{nodes} nodes of 8 h100`."
        raise UnreadableWordError(
            f'"{said}" does not say of which accelerators.', hint, span=span, field="accelerators"
        )


def _check_total(draft: Draft, nodes: int, total: int, usual: int) -> None:
    """Ask back a number that may be of one node or of all: `8 h100 on 2 nodes`."""
    if nodes > 1 and total <= usual and usual > 1:
        span, raw = draft.spans["accelerators"], draft.sentence.raw
        said = raw[slice(*span)]
        raise AmbiguousNameError(
            f'"{said}" on {nodes} nodes could be {total} or {nodes * total} accelerators.',
            f"Say `{nodes} nodes of {total}` or `gpus={total}`.",
            span=span,
            field="accelerators",
            suggestions=(f"{raw[: span[0]]}{said.replace(str(total), str(nodes * total), 1)}{raw[span[1] :]}",),
        )


def _settle_machine_price(draft: Draft, each: int | None) -> None:
    """A price of a machine or node is that of its accelerators."""
    price = draft.said.get("machine_price")
    if not isinstance(price, float):
        return
    accelerator = draft.said.get("accelerator")
    usual = draft.names.node_size(accelerator) if isinstance(accelerator, str) else None
    size = draft.whole("machine_size") or each or usual
    span = draft.spans["machine_price"]
    draft.forget("machine_price")
    said = draft.sentence.raw[slice(*span)]
    if not size:
        hint = "Name the machine, or give the price of an accelerator: price=2.50."
        raise UnreadableWordError(f'"{said}" does not say for how many accelerators.', hint, span=span, field="price")
    draft.say_at("price", price / size, span)
    message = f'"{said}" is read as ${price / size:,.4g} for each of {size} accelerators.'
    draft.doubts.append(Doubt("machine_price", message))


def settle_places(draft: Draft) -> None:
    """Whose region it is, whose machine, and whose region stands for a grid."""
    _settle_machine_provider(draft)
    if isinstance(region := draft.said.get("region"), str):
        _settle_region(draft, region)
    if isinstance(named := draft.said.get("grid_region"), str):
        _settle_grid(draft, named)


def _settle_machine_provider(draft: Draft) -> None:
    """Whoever rents the machine gives its price, where one is known."""
    provider, accelerator = draft.said.get("machine_provider"), draft.said.get("accelerator")
    if not isinstance(provider, str) or not isinstance(accelerator, str):
        return
    span = draft.spans["machine_provider"]
    draft.forget("machine_provider")
    if draft.said.get("provider") not in {None, provider}:
        said, others = (draft.sentence.raw[slice(*place)] for place in (span, draft.spans["provider"]))
        raise ConflictError(
            f'"{said}" is a machine of {provider}, and you say "{others}".',
            "Keep one of them, or name the accelerator alone.",
            span=draft.spans["provider"],
            field="provider",
        )
    if draft.names.rents(provider, accelerator):
        draft.say_at("provider", provider, span)
    elif "price" not in draft.said and "provider" not in draft.said:
        message = f"I know no price of {provider} for {accelerator}, so the price is the default one."
        draft.doubts.append(Doubt("machine_price_unknown", message))


def _settle_region(draft: Draft, region: str) -> None:
    """A region is its provider's; of several providers' the one that was said, or that rents the accelerator."""
    owners = draft.names.region_providers(region)
    said, span = draft.said.get("provider"), draft.spans["region"]
    if not owners or said in owners:
        return
    if said is not None:
        raise RequestError(
            f"{region} is a region of {' and '.join(owners)}, not of {said}.",
            f"Leave out one of them, or say {owners[0]} {region}.",
            span=span,
            field="region",
        )
    accelerator = draft.said.get("accelerator")
    renting = [owner for owner in owners if isinstance(accelerator, str) and draft.names.rents(owner, accelerator)]
    found = renting if len(renting) == 1 else owners
    if len(found) > 1:
        listed = [f"`{owner} {region}`" for owner in found]
        message = f"{region} is a region of {' and '.join(found)}."
        raise AmbiguousNameError(message, f"Say {' or '.join(listed)}.", span=span, field="provider")
    draft.say_at("provider", found[0], span)


def _settle_grid(draft: Draft, named: str) -> None:
    """The grid that a provider's region stands in; one that several providers have follows the provider."""
    places = draft.names.region_grids(named)
    span = draft.spans["grid_region"]
    draft.forget("grid_region")
    draft.forget("grid")
    own = [place for place in places if place.startswith(f"{draft.said.get('provider')}:")]
    found = own or places
    if len(found) > 1:
        message = f"{named} is a region of {' and '.join(place.partition(':')[0] for place in found)}."
        listed = [f"grid={place}" for place in found]
        raise AmbiguousNameError(message, f"Say {' or '.join(listed)}.", span=span, field="grid")
    draft.say_at("grid", found[0], span)
