package org.countersign.audit;

import java.util.Optional;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How the log names whoever acted: clients and parts of the system by name, members of staff by a random id. The table
 * behind the ids lies beside the log, so that a name can be forgotten and every proof still holds.
 */
@Component
class Actors {

    private final JdbcClient jdbc;

    Actors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The actor as it stands in the log; a person met for the first time gets an id in the running transaction. */
    String inLog(Actor actor) {
        if (actor.kind() != Actor.Kind.PERSON) {
            if (!Codes.isCode(actor.name())) {
                throw new IllegalArgumentException(
                        "The " + actor.kind() + " acting here has a name that is no plain code.");
            }
            return actor.toString();
        }
        return actor.kind() + ":" + idOf(actor.name());
    }

    /** The way back, for those who may see it; an id without a name any more stays an id. */
    String nameOf(String actor) {
        if (!actor.startsWith(Actor.Kind.PERSON + ":")) {
            return actor;
        }
        String id = actor.substring(actor.indexOf(':') + 1);
        return jdbc.sql("select name from audit_actor where id::text = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(name -> Actor.person(name).toString())
                .orElse(actor);
    }

    private UUID idOf(String name) {
        return find(name)
                .or(() -> {
                    jdbc.sql("insert into audit_actor (name, id) values (?, ?) on conflict do nothing")
                            .params(name, UUID.randomUUID())
                            .update();
                    return find(name);
                })
                .orElseThrow(() -> new IllegalStateException("A member of staff got no id in the log."));
    }

    private Optional<UUID> find(String name) {
        return jdbc.sql("select id from audit_actor where name = ?")
                .param(name)
                .query(UUID.class)
                .optional();
    }
}
