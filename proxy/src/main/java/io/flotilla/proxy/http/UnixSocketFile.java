package io.flotilla.proxy.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;

/** The file of a unix socket: mode 0600 from the first moment, and removed only while it is still ours. */
final class UnixSocketFile {
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_SOCKET = 0140000;
    private static final int LONGEST_PATH = 107;

    private final Path path;
    private final Object inode;
    private final AtomicBoolean removed = new AtomicBoolean();

    private UnixSocketFile(Path path, Object inode) {
        this.path = path;
        this.inode = inode;
    }

    /** Binds {@code server} and makes the socket visible at {@code path}, in place of an older socket. */
    static UnixSocketFile bind(ServerSocketChannel server, Path path, int backlog) throws IOException {
        Path target = path.toAbsolutePath();
        requireSocketOrNothing(target);
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException("not a path of a socket");
        }
        // Nobody else can enter the directory, so nobody connects between bind and chmod.
        Path nest = Files.createTempDirectory(
                parent, ".fl", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Path hidden = nest.resolve("s");
            boolean fits = hidden.toString().length() <= LONGEST_PATH;
            if (!fits) {
                Files.deleteIfExists(target);
            }
            Path bound = fits ? hidden : target;
            server.bind(UnixDomainSocketAddress.of(bound), backlog);
            Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
            if (fits) {
                Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return new UnixSocketFile(target, inodeOf(target));
        } finally {
            Files.deleteIfExists(nest.resolve("s"));
            Files.deleteIfExists(nest);
        }
    }

    static ServerSocketChannel open() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /** To be called while the socket is open: only then is its inode's number surely not used again. Once counts. */
    void remove() {
        try {
            if (removed.compareAndSet(false, true) && inodeOf(path).equals(inode)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Gone already, or its directory is: either way nothing of ours is left.
        }
    }

    private static void requireSocketOrNothing(Path path) throws IOException {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & TYPE_MASK) != TYPE_SOCKET) {
                throw new IOException("a file that is not a socket is in the way");
            }
        } catch (NoSuchFileException e) {
            // Nothing to replace.
        }
    }

    private static Object inodeOf(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}
