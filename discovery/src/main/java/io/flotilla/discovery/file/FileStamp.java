package io.flotilla.discovery.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells one state of a file from another without reading it.
 *
 * @param identity the inode, so that replacing the file by a rename is seen
 */
record FileStamp(long size, FileTime modified, String identity) {
    private static final FileStamp ABSENT = new FileStamp(-1, FileTime.fromMillis(0), "");

    static FileStamp of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(
                    attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
