// The approved content, for whoever shows it in JavaScript: no dependencies, Node 20+ and current browsers.
//
//   import { ContentFeed } from "./countersign-feed.js";
//   const feed = new ContentFeed({ server: "https://countersign.example/", token, logKey, storage: localStorage });
//   await feed.poll();          // up to date, or an error and nothing taken in
//   feed.live();                // what may be shown now
//
// Nothing gets in whose signature, hash and proof do not hold, and nothing is shown once the feed has not been heard of
// for too long. `logKey` is the log's verifier key (name+id+key), got another way than from the server. `storage` has
// getItem(name) and setItem(name, text), and writes all or nothing.

const utf8 = new TextEncoder();
const fromBase64 = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
const toBase64 = bytes => btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
const toBase64url = bytes => toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const concat = (...parts) => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
const leafHash = leaf => sha256(Uint8Array.of(0), leaf);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

// RFC 8785: JSON.stringify writes numbers and strings as it wants them; only the order of names is ours to see to.
export function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return "{" + Object.keys(value).sort().map(name => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
}

async function signedBy(key, signature, message) {
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, message);
}

// The server cannot be reached, or refuses: poll again later. Any other error means that something does not hold.
export class FeedUnavailable extends Error {}

function require(condition, complaint) {
  if (!condition) throw new Error(complaint);
}

async function readCheckpoint(note, logKey) {
  const [, name, id, key] = logKey.match(/^(.+?)\+([0-9a-f]{8})\+(.+)$/) ?? [];
  const end = note.lastIndexOf("\n\n");
  require(end > 0, "This is no checkpoint.");
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split("\n");
  for (const line of note.slice(end + 2).split("\n")) {
    const [, signer, encoded] = line.split(" ");
    if (signer !== name || encoded === undefined) continue;
    const signature = fromBase64(encoded);
    const hint = Array.from(signature.slice(0, 4), b => b.toString(16).padStart(2, "0")).join("");
    if (hint === id && origin === name && await signedBy(fromBase64(key).slice(1), signature.slice(4), utf8.encode(text))) {
      return { size: Number(size), root, note };
    }
  }
  throw new Error("The checkpoint is not signed by " + logKey + ".");
}

// RFC 9162, 2.1.3.2. Indexes stay below 2^53, so division instead of shifts.
async function rootByInclusion(index, size, hash, path) {
  require(index >= 0 && index < size, "Entry " + index + " is not among " + size + ".");
  let at = index, last = size - 1;
  for (const sibling of path) {
    require(last > 0, "The proof of entry " + index + " is too long.");
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) { at /= 2; last = Math.floor(last / 2); }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  require(last === 0, "The proof of entry " + index + " is too short.");
  return toBase64(hash);
}

// RFC 9162, 2.1.4.2.
async function verifyConsistency(from, to, path) {
  if (from.size === to.size) return require(from.root === to.root && path.length === 0, "The log has two roots.");
  require(from.size < to.size && path.length > 0, "The log did not grow from " + from.size + " to " + to.size + ".");
  let at = from.size - 1, last = to.size - 1;
  while (at % 2 === 1) { at = Math.floor(at / 2); last = Math.floor(last / 2); }
  const all = at === 0 ? [fromBase64(from.root), ...path] : path;
  let earlier = all[0], later = all[0];
  for (const sibling of all.slice(1)) {
    require(last > 0, "The consistency proof is too long.");
    if (at % 2 === 1 || at === last) {
      earlier = await nodeHash(sibling, earlier);
      later = await nodeHash(sibling, later);
      while (at % 2 === 0 && at !== 0) { at /= 2; last = Math.floor(last / 2); }
    } else {
      later = await nodeHash(later, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  require(last === 0 && toBase64(earlier) === from.root && toBase64(later) === to.root,
    "The log is no continuation of what was read before.");
}

export class ContentFeed {
  constructor({ server, token, logKey, storage, name = "countersign-feed", longestSilence = 300_000, page = 200 }) {
    Object.assign(this, { server, token, logKey, storage, name, longestSilence, page });
    this.keys = new Map();
    this.heard = 0;
    this.state = JSON.parse(storage.getItem(name) ?? "null") ?? { next: 0, checkpoint: "", items: {} };
  }

  // Reads what is new, to the end. Throws FeedUnavailable if the server cannot be reached, any other error if something
  // does not hold.
  async poll(seconds = 0) {
    let changes = 0;
    for (;;) {
      const after = this.state.next;
      const answer = await this.get(`api/v1/content?proofs=true&limit=${this.page}&after=${after}&wait=PT${seconds}S`);
      if (answer.status === 410) {
        this.save({ next: 0, checkpoint: this.state.checkpoint, items: {} });
        continue;
      }
      const page = JSON.parse(answer.text);
      require(page.next >= after, "The feed went back.");
      if (page.next > after) {
        const checkpoint = await this.verify(page, after);
        const items = { ...this.state.items };
        for (const item of page.items) {
          if (item.type === "PUBLISHED") items[item.contentId] = item; else delete items[item.contentId];
        }
        this.save({ next: page.next, checkpoint, items });
      }
      changes += page.items.length;
      if (page.next >= page.head) break;
    }
    this.heard = Date.now();
    return changes;
  }

  // What may be shown now, by id.
  live(now = Date.now()) {
    if (now - this.heard > this.longestSilence) return {};
    return Object.fromEntries(Object.entries(this.state.items).filter(
      ([, item]) => Date.parse(item.validFrom) <= now && now < Date.parse(item.validUntil)));
  }

  async verify(page, after) {
    const checkpoint = await readCheckpoint(page.checkpoint, this.logKey);
    if (this.state.checkpoint !== "") {
      const before = await readCheckpoint(this.state.checkpoint, this.logKey);
      const answer = await this.get(`api/v1/audit/proofs/consistency?from=${before.size}&to=${checkpoint.size}`);
      await verifyConsistency(before, checkpoint, JSON.parse(answer.text).hashes.map(fromBase64));
    }
    require(page.items.length === page.proofs.length, "Not every item has a proof.");
    let last = after;
    for (let n = 0; n < page.items.length; n++) {
      const item = page.items[n];
      require(item.position > last, "Items are out of order.");
      last = item.position;
      await this.verifySignature(item);
      await this.verifyProof(item, page.proofs[n], checkpoint);
    }
    return checkpoint.note;
  }

  async verifySignature(item) {
    const { signature, ...signed } = item;
    const [header, payload, encoded] = signature.split(".");
    const { alg, kid } = JSON.parse(new TextDecoder().decode(fromBase64(header)));
    require(payload === "" && (alg === "EdDSA" || alg === "Ed25519"), "Item " + item.contentId + " has no signature.");
    if (!this.keys.has(kid)) {
      const answer = await this.get(".well-known/jwks.json");
      JSON.parse(answer.text).keys.forEach(key => this.keys.set(key.kid, fromBase64(key.x)));
    }
    require(this.keys.has(kid), "Item " + item.contentId + " is signed with an unknown key.");
    const message = utf8.encode(header + "." + toBase64url(utf8.encode(canonical(signed))));
    require(await signedBy(this.keys.get(kid), fromBase64(encoded), message),
      "The signature of item " + item.contentId + " does not fit it.");
  }

  async verifyProof(item, proof, checkpoint) {
    const leaf = fromBase64(proof.leaf);
    const root = await rootByInclusion(item.position, checkpoint.size, await leafHash(leaf), proof.hashes.map(fromBase64));
    require(root === checkpoint.root, "Entry " + item.position + " is not in the log.");
    const entry = JSON.parse(new TextDecoder().decode(leaf));
    require(entry.type === item.type && entry.facts.contentId === item.contentId
      && entry.facts.contentHash === item.contentHash, "Entry " + item.position + " is not about item " + item.contentId);
    if (item.type === "PUBLISHED") {
      const { kind, content, audience, channels, disclosures } = item;
      const body = utf8.encode(canonical({ kind, content, audience, channels, disclosures }));
      require(toBase64(await sha256(fromBase64(item.approval.salt), body)) === item.contentHash,
        "The content of item " + item.contentId + " is not what was approved.");
    }
  }

  async get(path) {
    let status, text;
    try {
      const answer = await fetch(new URL(path, this.server), { headers: { Authorization: "Bearer " + this.token } });
      [status, text] = [answer.status, await answer.text()];
    } catch (error) {
      throw new FeedUnavailable(path + " was not answered: " + error.message, { cause: error });
    }
    if (status === 200 || status === 410) return { status, text };
    throw new FeedUnavailable(path + " was answered with " + status + ": " + text);
  }

  save(state) {
    this.storage.setItem(this.name, JSON.stringify(state));
    this.state = state;
  }
}
