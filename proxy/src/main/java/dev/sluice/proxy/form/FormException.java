package dev.sluice.proxy.form;

import java.io.Serial;

/** What came is not a form that can be read in one way only. */
final class FormException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** @param found what was found instead, to be read behind "but" */
    FormException(String found) {
        super(found, null, false, false);
    }

    /** Never null. */
    String found() {
        return String.valueOf(getMessage());
    }
}
