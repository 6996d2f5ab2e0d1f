package org.countersign.api;

import java.util.Base64;
import java.util.List;
import org.countersign.audit.EntryProof;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proofs as JSON: hashes in base64, indexes from 0. */
final class ProofBody {

    private ProofBody() {}

    /** The entry's exact bytes, the way from them to the root, and the signed checkpoint that has this root. */
    static ObjectNode of(EntryProof proof) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("leaf", Base64.getEncoder().encodeToString(proof.entry().leafBytes()));
        body.setAll(of(proof.inclusion()));
        body.put("checkpoint", proof.checkpoint().note().toString());
        return body;
    }

    /** The entry's exact bytes and the way from them to the root of a checkpoint that is named elsewhere. */
    static ObjectNode path(EntryProof proof) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("index", proof.inclusion().index());
        body.put("leaf", Base64.getEncoder().encodeToString(proof.entry().leafBytes()));
        body.set("hashes", hashes(proof.inclusion().hashes()));
        return body;
    }

    static ObjectNode of(InclusionProof proof) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("index", proof.index());
        body.put("size", proof.size());
        body.put("leafHash", proof.leafHash().base64());
        body.set("hashes", hashes(proof.hashes()));
        body.put("rootHash", proof.root().base64());
        return body;
    }

    static ObjectNode of(ConsistencyProof proof) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("from", proof.from());
        body.put("to", proof.to());
        body.set("hashes", hashes(proof.hashes()));
        return body;
    }

    private static ArrayNode hashes(List<Hash> hashes) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        hashes.forEach(hash -> array.add(hash.base64()));
        return array;
    }
}
