package org.countersign.workflows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.countersign.shared.Json;
import tools.jackson.core.type.TypeReference;

/**
 * A command in the outbox.
 *
 * @param attempts how often the engine refused it
 */
record WaitingCommand(long id, String lane, Command command, int attempts) {

    static WaitingCommand read(ResultSet row, int number) throws SQLException {
        Map<String, Object> variables =
                Json.MAPPER.readValue(row.getString("variables"), new TypeReference<Map<String, Object>>() {});
        String kind = row.getString("kind");
        Command command = switch (kind) {
            case "MESSAGE" ->
                new Command.Message(
                        row.getString("message_name"),
                        row.getString("correlation_key"),
                        row.getString("message_id"),
                        variables);
            case "COMPLETION" -> new Command.Completion(row.getLong("job_key"), variables);
            case "REACTIVATION" -> new Command.Reactivation(row.getLong("job_key"));
            case "CANCELLATION" -> new Command.Cancellation(row.getLong("job_key"));
            default -> throw new IllegalStateException("There is no command kind " + kind);
        };
        return new WaitingCommand(row.getLong("id"), row.getString("lane"), command, row.getInt("attempts"));
    }

    /** The key under which its failures are listed. */
    String workKey() {
        return "command:" + id;
    }

    /** What it is, for an operator. */
    String kind() {
        return switch (command) {
            case Command.Message message -> "message " + message.name();
            case Command.Completion completion -> "completion of job " + completion.jobKey();
            case Command.Reactivation reactivation -> "reactivation of job " + reactivation.jobKey();
            case Command.Cancellation cancellation -> "end of instance " + cancellation.instanceKey();
        };
    }
}
