package io.flotilla.proxy.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Just enough DER to put the older kinds of private keys into the envelope (PKCS#8) that Java reads. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int CURVE = 0xA0;
    private static final byte[] VERSION_0 = hex("020100");
    private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = hex("06072a8648ce3d0201");

    private Der() {}

    /** PKCS#1 to PKCS#8. */
    static byte[] wrapRsa(byte[] pkcs1) {
        return tagged(SEQUENCE, VERSION_0, RSA, tagged(OCTET_STRING, pkcs1));
    }

    /** SEC1 to PKCS#8; the curve is an object identifier, in the key itself or given separately. */
    static byte[] wrapEc(byte[] sec1, byte[] curve) {
        return tagged(SEQUENCE, VERSION_0, tagged(SEQUENCE, EC_OID, curve), tagged(OCTET_STRING, sec1));
    }

    /** The curve that a SEC1 key names, if it does. */
    static Optional<byte[]> curveOf(byte[] sec1) {
        ByteBuffer key = ByteBuffer.wrap(sec1);
        try {
            ByteBuffer fields = content(key, SEQUENCE);
            while (fields.hasRemaining()) {
                int tag = fields.get() & 0xFF;
                byte[] value = new byte[length(fields)];
                fields.get(value);
                if (tag == CURVE) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        } catch (RuntimeException _) {
            // Cut short or no DER at all: then the key is as unusable as one without a curve.
            return Optional.empty();
        }
    }

    private static ByteBuffer content(ByteBuffer from, int tag) {
        if ((from.get() & 0xFF) != tag) {
            throw new IllegalArgumentException("another tag");
        }
        int length = length(from);
        return from.slice(from.position(), length);
    }

    private static int length(ByteBuffer from) {
        int first = from.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = length << 8 | (from.get() & 0xFF);
        }
        return Math.clamp(length, 0, from.remaining());
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        int length = body.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (length < 0x80) {
            whole.write(length);
        } else if (length < 0x100) {
            whole.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            whole.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
