package io.flotilla.proxy.state;

/** Lowest and highest API version that somebody speaks. */
public record ApiRange(ApiVersion min, ApiVersion max) {

    public boolean contains(ApiVersion version) {
        return version.compareTo(min) >= 0 && version.compareTo(max) <= 0;
    }

    /** The version of this range that is nearest to the wanted one. */
    public ApiVersion clamp(ApiVersion wanted) {
        if (wanted.compareTo(min) < 0) {
            return min;
        }
        return wanted.compareTo(max) > 0 ? max : wanted;
    }
}
