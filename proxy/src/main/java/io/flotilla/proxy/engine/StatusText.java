package io.flotilla.proxy.engine;

import io.flotilla.proxy.state.Liveness;
import java.time.Duration;
import java.time.Instant;

/** The {@code Status} of a container in lists, in the words of current engines. */
public final class StatusText {
    private static final int DAYS_BEFORE_WEEKS = 14;
    private static final int DAYS_BEFORE_MONTHS = 60;
    private static final int DAYS_BEFORE_YEARS = 730;

    private StatusText() {}

    /** The text at a time; {@code hostDown} if the container's engine is not healthy, so that nothing is known. */
    public static String of(Liveness life, Instant now, boolean hostDown) {
        if (hostDown) {
            return "Host Down";
        }
        return switch (life.state()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + since(life.startedAt(), now) + health(life.health());
            case PAUSED -> "Up " + since(life.startedAt(), now) + " (Paused)";
            case RESTARTING -> "Restarting (" + life.exitCode() + ") " + since(life.finishedAt(), now) + " ago";
            case REMOVING -> "Removal In Progress";
            case DEAD -> "Dead";
            case EXITED -> exited(life, now);
        };
    }

    /** How docker rounds durations: {@code About a minute}, {@code 3 hours}. */
    public static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        // Hours are rounded to the nearest, and so is everything that counts them.
        long hours = duration.plusMinutes(30).toHours();
        if (hours < 48) {
            return hours == 1 ? "About an hour" : hours + " hours";
        }
        long days = hours / 24;
        if (days < DAYS_BEFORE_WEEKS) {
            return days + " days";
        }
        if (days < DAYS_BEFORE_MONTHS) {
            return days / 7 + " weeks";
        }
        return days < DAYS_BEFORE_YEARS ? days / 30 + " months" : duration.toHours() / 24 / 365 + " years";
    }

    private static String exited(Liveness life, Instant now) {
        if (life.startedAt().equals(Instant.EPOCH) && life.finishedAt().equals(Instant.EPOCH)) {
            return "Created";
        }
        return "Exited (" + life.exitCode() + ") " + since(life.finishedAt(), now) + " ago";
    }

    private static String since(Instant time, Instant now) {
        return words(Duration.between(time, now));
    }

    private static String health(String health) {
        return switch (health) {
            case "", "none" -> "";
            case "starting" -> " (health: starting)";
            default -> " (" + health + ")";
        };
    }
}
