package io.flotilla.proxy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What this build is.
 *
 * @param version as released
 * @param commit of the sources, or {@code HEAD} if the build did not know
 */
public record ProductVersion(String version, String commit) {

    /** As the build wrote it into the program. */
    public static ProductVersion current() {
        Properties properties = new Properties();
        try (InputStream in = ProductVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException _) {
            // A program that cannot read its own resources still runs; it only cannot say which it is.
        }
        return new ProductVersion(
                properties.getProperty("version", "unknown"), properties.getProperty("commit", "HEAD"));
    }

    @Override
    public String toString() {
        return version + " (" + commit + ")";
    }
}
