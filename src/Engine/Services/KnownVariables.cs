using System.Collections.Frozen;

namespace Berth.Engine.Services;

/// <summary>
/// Variables that programs obey, of the form in which services are named to each other: a service `docker` must not send every docker client
/// to itself. `${docker.host}` names it all the same.
/// </summary>
public static class KnownVariables
{
    static readonly FrozenSet<string> names = FrozenSet.ToFrozenSet(
    [
        "DOCKER_HOST", "CONTAINER_HOST", // where docker and podman send what they are asked (docker(1), podman(1))
        "HTTP_HOST", "SERVER_PORT", // CGI (RFC 3875, section 4.1); SERVER_PORT is Spring's server.port too
        "MANAGEMENT_SERVER_PORT", // Spring Boot
        "OLLAMA_HOST", // where the server listens and the client asks
        "UVICORN_HOST", "UVICORN_PORT", "FLASK_RUN_HOST", "FLASK_RUN_PORT", "NITRO_HOST", "NITRO_PORT", "NUXT_HOST", "NUXT_PORT", "BUN_PORT", "NODE_PORT",
        "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", // tells a program that it is in a pod
    ]);

    public static bool Has(string name) => names.Contains(name);
}
