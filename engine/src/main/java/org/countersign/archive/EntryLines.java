package org.countersign.archive;

import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import org.countersign.audit.LogEntry;
import org.countersign.proof.Hash;
import tools.jackson.databind.JsonNode;

/** Log entries as lines of a file. */
final class EntryLines {

    static final String CSV_HEADER = "index,at,type,subject,actor,facts,leafHash\r\n";

    private EntryLines() {}

    /** As the verifier reads it: the entry is shown as its leaf, which is JSON itself. */
    static String json(LogEntry entry) {
        return json(entry, entry.leafHash());
    }

    /** @param leafHash that the tree has of it; of an entry that was changed since, the verifier says so */
    static String json(LogEntry entry, Hash leafHash) {
        return "{\"index\":" + entry.index() + ",\"leaf\":\""
                + Base64.getEncoder().encodeToString(entry.leafBytes()) + "\",\"leafHash\":\""
                + leafHash.base64() + "\",\"entry\":" + entry.leaf() + "}\n";
    }

    /** RFC 4180. */
    static String csv(LogEntry entry, String actor) {
        StringBuilder facts = new StringBuilder();
        Iterator<Map.Entry<String, JsonNode>> all =
                entry.document().path("facts").propertyStream().iterator();
        while (all.hasNext()) {
            Map.Entry<String, JsonNode> fact = all.next();
            facts.append(fact.getKey())
                    .append('=')
                    .append(fact.getValue().stringValue())
                    .append(all.hasNext() ? "; " : "");
        }
        return String.join(
                        ",",
                        String.valueOf(entry.index()),
                        entry.at().toString(),
                        entry.type().name(),
                        cell(entry.subject()),
                        cell(actor),
                        cell(facts.toString()),
                        cell(entry.leafHash().base64()))
                + "\r\n";
    }

    /** Quoted, and without what a spreadsheet would take for a formula. */
    private static String cell(String text) {
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
