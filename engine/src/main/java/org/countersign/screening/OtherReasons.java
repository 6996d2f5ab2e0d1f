package org.countersign.screening;

import org.countersign.policy.Risk;

/**
 * What calls for people beside policies and bias checks.
 *
 * @param reworked whether a reviewer asked for changes: then somebody sees what became of them, whatever the policies say
 * @param drawn whether the audit sample takes it, if nothing else asks for a person
 */
record OtherReasons(Risk risk, boolean reworked, boolean drawn) {

    /** Nothing of the kind. */
    static final OtherReasons NONE = new OtherReasons(Risk.NONE, false, false);
}
