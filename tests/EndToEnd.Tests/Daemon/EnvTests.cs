namespace Berth.EndToEnd.Tests.Daemon;

/// <summary>`berth env` and `berth exec`.</summary>
public sealed class EnvTests : IDisposable
{
    const string File = """
        env:
          GREETING: "it's ${api.url} & more"
        services:
          api:
            run: ./api
            ports: {http: auto, admin: auto}
          web:
            run: ./web
            port: 3000
            env: {API: "${api.url}/v1", WHO: "${USER_NAME}"}
        """;

    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Without_a_file_the_leases_of_the_checkout_are_given()
    {
        var port = desk.AddLease("web");
        Assert.Equal($"export WEB_HOST=127.0.0.1\nexport WEB_PORT={port}\nexport WEB_URL=http://127.0.0.1:{port}\n", desk.Must("env"));
        Assert.Contains($"\nPORT={port}\n", desk.Must("env", "web", "--dotenv"), StringComparison.Ordinal);
        Assert.Equal($"{port}\n", desk.Must("exec", "web", "--", "printenv", "PORT"));
        Assert.Equal(3, desk.Run("env", "api").ExitCode);
    }

    [Fact]
    public void A_shell_has_the_values_that_the_file_says_with_the_leases_filled_in()
    {
        System.IO.File.WriteAllText(Path.Combine(desk.Folder, "berth.yaml"), File);
        var lease = () => desk.Leases().Single(static one => one.GetProperty("service").GetString() == "api" && one.GetProperty("port_name").GetString() == "http").GetProperty("port").GetInt32();
        var said = desk.Network.RunWith(["sh", "-c", "eval \"$(\"$0\" env)\" && printf '%s|' \"$GREETING\" \"$API_URL\" \"$WEB_PORT\" \"$BERTH_PROJECT\" \"$PORT\"", BerthProgram.Path], null, desk.Folder, desk.Environment);
        var api = $"http://127.0.0.1:{lease()}";
        Assert.Equal($"it's {api} & more|{api}|3000|{Path.GetFileName(desk.Folder).ToLowerInvariant()}||", said.Output);
        var environment = new Dictionary<string, string?>(desk.Environment) { ["USER_NAME"] = "me", ["SECRET"] = "hunter2" };
        var web = desk.Network.RunWith([BerthProgram.Path, "env", "web", "--json"], null, desk.Folder, environment);
        Assert.Contains($"\"API\":\"{api}/v1\"", web.Output, StringComparison.Ordinal);
        Assert.Contains("\"WHO\":\"me\"", web.Output, StringComparison.Ordinal);
        Assert.Contains("\"PORT\":\"3000\"", web.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", web.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Exec_ends_as_its_command_and_passes_words_through()
    {
        var result = desk.Run("exec", "--", "sh", "-c", "printf '%s|' \"$@\"; exit 7", "sh", "--json", "a b");
        Assert.Equal((7, "--json|a b|"), (result.ExitCode, result.Output));
        Assert.Equal(2, desk.Run("exec", "true").ExitCode);
    }
}
