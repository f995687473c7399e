package io.flotilla.proxy.cluster;

import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ImageView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the copies of an image over all engines by {@code repo[:tag]}, {@code repo@digest}, id or id prefix. A name wins
 * over an id; no tag means {@code latest}, as in engines (classic Swarm took any tag).
 */
public final class ImageFinder {
    private final ClusterState state;

    public ImageFinder(ClusterState state) {
        this.state = state;
    }

    /** All copies; empty when no engine has it. */
    public List<ImageView> copies(String reference) {
        if (reference.isEmpty()) {
            return List.of();
        }
        if (!reference.startsWith("sha256:")) {
            List<ImageView> named =
                    shown(state.images().named(ImageReference.parse(reference).listed()));
            if (!named.isEmpty()) {
                return named;
            }
        }
        Optional<String> hex = ImageReference.hex(reference);
        if (hex.isEmpty()) {
            return List.of();
        }
        List<ImageView> found = shown(state.images().withIdPrefix("sha256:" + hex.get()));
        Set<String> ids = found.stream().map(ImageView::id).collect(Collectors.toSet());
        if (ids.size() > 1) {
            throw new ClusterFailure.Ambiguous(Kind.IMAGE, reference, List.copyOf(ids));
        }
        return found;
    }

    /** Without what engines have that were never validated. */
    private List<ImageView> shown(Collection<ImageView> found) {
        return found.stream().filter(i -> state.shows(i.engine())).toList();
    }

    /**
     * Copies of every image that has a tag of this repository.
     *
     * @throws NotFound when there is none
     */
    public List<ImageView> ofRepository(String repository) {
        String wanted = ImageReference.parse(repository).repository();
        List<ImageView> found = shown(state.images().all()).stream()
                .filter(i -> i.tags().stream()
                        .anyMatch(t -> ImageReference.parse(t).repository().equals(wanted)))
                .toList();
        if (found.isEmpty()) {
            throw new NotFound(Kind.IMAGE, repository);
        }
        return found;
    }

    /** @throws NotFound when no engine has it */
    public List<ImageView> required(String reference) {
        List<ImageView> copies = copies(reference);
        if (copies.isEmpty()) {
            boolean name = ImageReference.hex(reference).isEmpty();
            throw new NotFound(
                    Kind.IMAGE, name ? ImageReference.parse(reference).listed() : reference);
        }
        return copies;
    }
}
