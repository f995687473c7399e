package io.flotilla.proxy.state;

import java.util.List;

/**
 * What a container holds of its node, from its inspect document; scheduling counts these.
 *
 * @param memory bytes reserved ({@code HostConfig.Memory})
 * @param nanoCpus {@code HostConfig.NanoCpus}
 * @param cpuShares {@code HostConfig.CpuShares} as the engine has them
 * @param networkMode {@code HostConfig.NetworkMode}
 * @param ports requested port bindings
 * @param exposed exposed ports, {@code 80/tcp}
 * @param autoRemove whether the engine deletes it at its end
 * @param restartPolicy {@code HostConfig.RestartPolicy.Name}
 */
public record ContainerNeeds(
        long memory,
        long nanoCpus,
        long cpuShares,
        String networkMode,
        List<PortBinding> ports,
        List<String> exposed,
        boolean autoRemove,
        String restartPolicy) {

    /** One requested binding; empty strings where nothing was asked. */
    public record PortBinding(String containerPort, String hostIp, String hostPort) {}

    public ContainerNeeds {
        ports = List.copyOf(ports);
        exposed = List.copyOf(exposed);
    }
}
