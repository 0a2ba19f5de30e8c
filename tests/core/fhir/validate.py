"""Holds every FHIR file of a folder to the R4B models of PyPI's `fhir.resources`.

Usage: validate.py FOLDER; without it, only whether the package is there. Gives 0 where all are taken
and given back as they were, 1 where one isn't, 77 where the package is missing.
"""

import json
import pathlib
import sys

try:
    from fhir.resources.R4B import get_fhir_model_class
    from fhir.resources.R4B.bundle import Bundle
except ImportError as missing:
    print(f"fhir.resources isn't there ({missing})")
    sys.exit(77)

USED = {"Patient", "CarePlan", "Flag", "Observation", "ServiceRequest", "Procedure"}
# Elements whose codes R4 binds with strength "required": the models leave most of them to a terminology
# server, so that they are looked up here. http://hl7.org/fhir/R4/, the page of each resource.
REQUIRED = {
    ("Bundle", "type"): {"collection"},
    ("CarePlan", "status"): {
        "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
    ("CarePlan", "intent"): {"proposal", "plan", "order", "option"},
    ("Flag", "status"): {"active", "inactive", "entered-in-error"},
    ("Observation", "status"): {
        "registered", "preliminary", "final", "amended", "corrected", "cancelled",
        "entered-in-error", "unknown"},
    ("ServiceRequest", "status"): {
        "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
    ("ServiceRequest", "intent"): {
        "proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order",
        "instance-order", "option"},
    ("ServiceRequest", "priority"): {"routine", "urgent", "asap", "stat"},
    ("Procedure", "status"): {
        "preparation", "in-progress", "not-done", "on-hold", "stopped", "completed",
        "entered-in-error", "unknown"},
}
ACTIVITY = {
    "not-started", "scheduled", "in-progress", "on-hold", "completed", "cancelled", "stopped",
    "unknown", "entered-in-error"}


def given_back(model, text):
    """What the model makes of a text, as JSON again."""
    return json.loads(model.model_validate_json(text).model_dump_json())


def codes(resource):
    """The codes of a resource that R4 doesn't know."""
    kind = resource["resourceType"]
    for (of, name), known in REQUIRED.items():
        if of == kind and resource.get(name) not in known:
            yield f"{kind}.{name} is {resource.get(name)!r}"
    for activity in resource.get("activity", []):
        if activity["detail"]["status"] not in ACTIVITY:
            yield f"an activity is {activity['detail']['status']!r}"


def faults(text):
    """What is wrong with a file."""
    whole = json.loads(text)
    if given_back(Bundle, text) != whole:
        yield "the bundle comes back as another"
    yield from codes(whole)
    for entry in whole["entry"]:
        resource = entry["resource"]
        kind = resource["resourceType"]
        if kind not in USED:
            yield f"{kind} isn't among what is written"
        if given_back(get_fhir_model_class(kind), json.dumps(resource)) != resource:
            yield f"{kind} comes back as another"
        yield from codes(resource)


def main(folder):
    """Says what is wrong, or how much was taken."""
    files = sorted(pathlib.Path(folder).glob("*.json"))
    resources, wrong = 0, []
    for file in files:
        text = file.read_text(encoding="utf-8")
        try:
            wrong += [f"{file.name}: {fault}" for fault in faults(text)]
        except ValueError as refused:
            wrong.append(f"{file.name}: {refused}")
        resources += len(json.loads(text)["entry"])
    print("\n".join(wrong[:40]) or f"{len(files)} bundles with {resources} resources are taken")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) > 1 else 0)
