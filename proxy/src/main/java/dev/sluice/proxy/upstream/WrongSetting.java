package dev.sluice.proxy.upstream;

/** A provider's setting that makes no provider, with the key at which it stands. */
public final class WrongSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;

    WrongSetting(String key, String message) {
        super(message);
        this.key = key;
    }

    /**
     * Where it stands.
     *
     * @return a key below the provider's name
     */
    public String key() {
        return key;
    }
}
