package io.flotilla.proxy.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blocks of a PEM text; whatever is between them is ignored. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private Pem() {}

    /**
     * One block.
     *
     * @param type {@code CERTIFICATE}, {@code RSA PRIVATE KEY}, ...
     * @param encrypted whether its body is encrypted in the old way, by headers
     */
    record Block(String type, byte[] der, boolean encrypted) {}

    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            boolean encrypted = found.group(2).contains("ENCRYPTED");
            byte[] der = encrypted ? new byte[0] : decode(found.group(2));
            blocks.add(new Block(found.group(1), der, encrypted));
        }
        return blocks;
    }

    /** Lines with a colon are headers. Garbage gives a body that no parser accepts. */
    private static byte[] decode(String body) {
        StringBuilder base64 = new StringBuilder();
        body.lines().map(String::strip).filter(line -> line.indexOf(':') < 0).forEach(base64::append);
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
