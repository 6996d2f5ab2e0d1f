"""A second opinion on an export of the log: python3 verify_export.py EXPORT.zip LOG_KEY. Standard library only."""
import base64, hashlib, io, json, sys, zipfile

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def recover(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert (x * x - x2) % P == 0, "no point of the curve"
    return (P - x if x & 1 != sign else x, y)


def add(a, b):
    t = D * a[0] * b[0] * a[1] * b[1]
    return ((a[0] * b[1] + b[0] * a[1]) * pow(1 + t, -1, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - t, -1, P) % P)


def times(n, point):
    total = (0, 1)
    while n:
        total, point, n = (add(total, point) if n & 1 else total), add(point, point), n >> 1
    return total


def signed(key, message, signature):  # RFC 8032, section 5.1.7
    decode = lambda point: recover(int.from_bytes(point, "little") & (2**255 - 1), point[31] >> 7)
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little")
    return times(s, recover(BASE_Y, 0)) == add(decode(r), times(k, decode(key)))


def append(peaks, size, leaf):
    while size & 1:
        leaf, size = sha(b"\1", peaks.pop(), leaf), size >> 1
    peaks.append(leaf)


def root(peaks):
    result = peaks[-1]
    for peak in reversed(peaks[:-1]):
        result = sha(b"\1", peak, result)
    return result


def check(export, vkey):
    name, key_id, key = vkey.split("+", 2)
    text, signatures = export.read("checkpoint").decode().split("\n\n")
    origin, size, stated = text.split("\n")[:3]
    lines = [line.split(" ") for line in signatures.splitlines()]
    ours = [base64.b64decode(s) for _, n, s in lines if n == name and base64.b64decode(s)[:4].hex() == key_id]
    assert origin == name and ours, "the checkpoint is not signed by " + vkey
    assert signed(base64.b64decode(key)[1:], (text + "\n").encode(), ours[0][4:]), "the checkpoint's signature is wrong"
    peaks, ids, approvals, policies, published = [], {}, {}, set(), {}
    for index, line in enumerate(io.TextIOWrapper(export.open("entries.jsonl"), "utf-8")):
        row = json.loads(line)
        leaf = base64.b64decode(row["leaf"])
        entry, where = json.loads(leaf), "entry %d: " % index
        facts, kind = entry["facts"], entry["type"]
        assert row["index"] == index and entry == row["entry"], where + "is not what its line shows"
        assert base64.b64encode(sha(b"\0", leaf)).decode() == row["leafHash"], where + "has another leaf hash"
        assert (kind == "GENESIS") == (index == 0), where + "the genesis is entry 0"
        assert all(p in ids for p in entry["previous"]), where + "builds on what is not before it"
        bound = (entry["subject"], facts.get("revision"), facts.get("policyVersion"))
        if kind == "POLICY_VERSION":
            policies.add(entry["subject"][len("policy:"):])
        if kind in ("SCREENING", "APPROVAL", "PUBLISHED"):
            assert bound[2] in policies, where + "its policies are not in the log"
        if kind == "APPROVAL":
            approvals[entry["id"]] = bound
        if kind == "PUBLISHED":
            assert bound in [approvals.get(p) for p in entry["previous"]], where + "is published without approval"
            published[index] = (facts["contentId"], facts["contentHash"])
        append(peaks, index, sha(b"\0", leaf))
        ids[entry["id"]] = index
    assert len(ids) == int(size), "there are %d entries, the checkpoint is of %s" % (len(ids), size)
    assert base64.b64encode(root(peaks)).decode() == stated, "the entries have another root than the checkpoint"
    for line in io.TextIOWrapper(export.open("items.jsonl"), "utf-8"):
        item = json.loads(line)
        if item["type"] == "PUBLISHED":
            same = published.get(item["position"]) == (item["contentId"], item["contentHash"])
            assert same, "entry %d: is not what was served" % item["position"]
    return "VERIFIED %d entries" % len(ids)


try:
    print(check(zipfile.ZipFile(sys.argv[1]), sys.argv[2]))
except (AssertionError, ValueError, KeyError) as error:
    sys.exit("REJECTED " + str(error))
