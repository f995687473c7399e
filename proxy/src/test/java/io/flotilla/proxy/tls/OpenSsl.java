package io.flotilla.proxy.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes key material in a folder with the {@code openssl} command. */
final class OpenSsl {
    private final Path folder;

    OpenSsl(Path folder) {
        this.folder = folder;
    }

    static boolean available() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(arguments + ": " + output);
        }
    }

    /** {@code ca.pem} and {@code ca-key.pem}. */
    void authority() throws IOException, InterruptedException {
        run("req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -days 9 -subj /CN=authority");
    }

    /** {@code name.pem}, signed by the authority for 127.0.0.1, for the key {@code name-key.pem}. */
    void certificate(String name) throws IOException, InterruptedException {
        Files.writeString(path("ext"), "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n");
        run("req -new -key " + name + "-key.pem -out " + name + ".csr -subj /CN=" + name);
        run("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 9 -extfile ext -out "
                + name + ".pem");
    }
}
