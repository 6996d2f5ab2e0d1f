package org.countersign.demo;

/** What someone who has just started the demo wants to know. */
final class ReadyMessage {

    private ReadyMessage() {}

    static String of(String url) {
        return """

                Countersign is ready:  %1$s

                  People (password: demo)   reviewer1  reviewer2  reviewer3   decide on suggestions
                                            officer1   officer2               decide, and answer for the policies
                                            lead1                             watches how people and models decide
                                            planner1                          gives approved campaigns their slots
                                            auditor1                          reads everything that was decided
                                            admin1                            looks after the installation
                  API tokens                demo-producer  demo-consumer  demo-planner  demo-auditor  demo-officer
                  API description           %1$s/swagger-ui.html

                  Try:  curl -H 'Authorization: Bearer demo-consumer' '%1$s/api/v1/content?after=0&limit=10'

                Ctrl-C stops it.
                """.formatted(url);
    }
}
