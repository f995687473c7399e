package io.flotilla.proxy.failure;

import java.util.List;

/**
 * Everything that can go wrong with a request, as data. The manager's error mapper gives each its status and text; the
 * exception's own message is for logs only.
 */
public abstract sealed class ClusterFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClusterFailure(String logText) {
        super(logText, null, false, false);
    }

    /** Kinds of objects, as engines name them in their messages. */
    public enum Kind {
        CONTAINER("container"),
        IMAGE("image"),
        NETWORK("network"),
        VOLUME("volume"),
        EXEC("exec instance"),
        NODE("node");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Nothing in the cluster goes by this reference. */
    public static final class NotFound extends ClusterFailure {
        private static final long serialVersionUID = 1L;
        private final Kind kind;
        private final String reference;

        public NotFound(Kind kind, String reference) {
            super("no such " + kind.word() + ": " + reference);
            this.kind = kind;
            this.reference = reference;
        }

        public Kind kind() {
            return kind;
        }

        public String reference() {
            return reference;
        }
    }

    /** Several objects go by this reference. */
    public static final class Ambiguous extends ClusterFailure {
        private static final long serialVersionUID = 1L;
        private final Kind kind;
        private final String reference;
        private final List<String> matches;

        public Ambiguous(Kind kind, String reference, List<String> matches) {
            super("ambiguous " + kind.word() + ": " + reference);
            this.kind = kind;
            this.reference = reference;
            this.matches = List.copyOf(matches);
        }

        public Kind kind() {
            return kind;
        }

        public String reference() {
            return reference;
        }

        /** The matching objects as {@code node/name}. */
        public List<String> matches() {
            return matches;
        }
    }

    /** The container name is taken or being taken. */
    public static final class NameInUse extends ClusterFailure {
        private static final long serialVersionUID = 1L;
        private final String name;

        public NameInUse(String name) {
            super("name in use: " + name);
            this.name = name;
        }

        public String name() {
            return name;
        }
    }

    /** The request makes no sense; the text goes to the client. */
    public static final class BadRequest extends ClusterFailure {
        private static final long serialVersionUID = 1L;

        public BadRequest(String text) {
            super(text);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /** The state of things forbids it; the text goes to the client. */
    public static final class Conflict extends ClusterFailure {
        private static final long serialVersionUID = 1L;

        public Conflict(String text) {
            super(text);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /** The cluster does not do this; the text says why and what to do instead. */
    public static final class NotImplemented extends ClusterFailure {
        private static final long serialVersionUID = 1L;

        public NotImplemented(String text) {
            super(text);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /** Swarm-mode calls: the manager is not part of a swarm-mode cluster; the text is an engine's own. */
    public static final class NotASwarmManager extends ClusterFailure {
        private static final long serialVersionUID = 1L;

        public NotASwarmManager(String text) {
            super(text);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /** No node can take the container; the text is the scheduler's, with its reasons. */
    public static final class NoNodeFits extends ClusterFailure {
        private static final long serialVersionUID = 1L;

        public NoNodeFits(String text) {
            super(text);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /** The object's engine is known to be down. */
    public static final class EngineUnhealthy extends ClusterFailure {
        private static final long serialVersionUID = 1L;
        private final String object;
        private final String node;
        private final String reason;

        /** @param object the object in the user's words, {@code Container web} */
        public EngineUnhealthy(String object, String node, String reason) {
            super(object + " on unhealthy node " + node + ": " + reason);
            this.object = object;
            this.node = node;
            this.reason = reason;
        }

        public String object() {
            return object;
        }

        public String node() {
            return node;
        }

        public String reason() {
            return reason;
        }
    }

    /** An engine could not be talked to during the request. */
    public static final class EngineUnreachable extends ClusterFailure {
        private static final long serialVersionUID = 1L;
        private final String node;
        private final String reason;

        public EngineUnreachable(String node, String reason) {
            super("node " + node + ": " + reason);
            this.node = node;
            this.reason = reason;
        }

        public String node() {
            return node;
        }

        public String reason() {
            return reason;
        }
    }

    /** An engine answered with an error; status and message are passed on unchanged. */
    public static final class EngineReplied extends ClusterFailure {
        private static final long serialVersionUID = 1L;
        private final String node;
        private final int status;
        private final String text;

        public EngineReplied(String node, int status, String text) {
            super("node " + node + " answered " + status + ": " + text);
            this.node = node;
            this.status = status;
            this.text = text;
        }

        public String node() {
            return node;
        }

        public int status() {
            return status;
        }

        /** The engine's {@code message}, or its body if that was no JSON. */
        public String text() {
            return text;
        }
    }
}
