package org.countersign.workflows;

/** A user task of the models: something for a person to do, in our own pages. */
interface UserTask {

    /** As the model names it. */
    String elementId();

    /**
     * Puts it before people. Done twice, it changes nothing more.
     *
     * @throws org.countersign.shared.Refusal if there is nothing to do any more
     */
    void open(Job job);
}
