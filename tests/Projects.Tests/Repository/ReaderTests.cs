using Berth.Model.Addressing;
using Berth.Model.Repository;
using Berth.Projects.Configuration;
using Berth.Projects.Repository;

namespace Berth.Projects.Tests.Repository;

/// <summary>Each reader against the notations of its format: what is declared, and where it stands.</summary>
public sealed class ReaderTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("berth-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string[] Read(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return [.. RepositoryReader.Read(folder, []).Select(Line)];
    }

    static string Line(PortDeclaration one) =>
        $"{one.Line}:{one.Column} {one.Kind} {one.Unit} {one.Ports?.ToString() ?? "-"}{(one.Protocol == Protocol.Udp ? "/udp" : "")} {(one.Address is { } address ? address.ToString() : "-")}{(one.IsImplied ? " implied" : "")}";

    [Theory]
    [InlineData("vite", "13 5173 - implied")]
    [InlineData("vite --port 3001 --host", "25 3001 0.0.0.0")]
    [InlineData("vite --host 192.168.1.5", "25 5173 192.168.1.5 implied")]
    [InlineData("vite build", null)]
    [InlineData("next dev", "13 3000 0.0.0.0 implied")]
    [InlineData("next dev -p 4000 -H 127.0.0.1", "25 4000 127.0.0.1")]
    [InlineData("PORT=4100 next dev", "18 4100 0.0.0.0")]
    [InlineData("cross-env PORT=4100 next dev", "28 4100 0.0.0.0")]
    [InlineData("NODE_ENV=production next start", "33 3000 0.0.0.0 implied")]
    [InlineData("tsc && vite --port=3002", "32 3002 -")]
    [InlineData("python3 -m http.server 8123", "36 8123 0.0.0.0")]
    [InlineData("python3 -m http.server 8123 --bind 127.0.0.1", "36 8123 127.0.0.1")]
    [InlineData("python manage.py runserver 0.0.0.0:8000", "48 8000 0.0.0.0")]
    [InlineData("flask run --host=0.0.0.0 --port 5050", "45 5050 0.0.0.0")]
    [InlineData("uvicorn app:app --host 0.0.0.0 --port 8001", "51 8001 0.0.0.0")]
    [InlineData("gunicorn -b 0.0.0.0:8002 app", "33 8002 0.0.0.0")]
    [InlineData("rails server -b 0.0.0.0 -p 3003", "40 3003 0.0.0.0")]
    [InlineData("php -S localhost:8003", "30 8003 127.0.0.1")]
    [InlineData("dotnet run --urls http://*:5000", "40 5000 0.0.0.0")]
    [InlineData("node --inspect=0.0.0.0:9230 app.js", "36 9230 0.0.0.0")]
    [InlineData("node app.js --port 3004", "32 3004 -")]
    [InlineData("ng serve --host 0.0.0.0", "29 4200 0.0.0.0 implied")]
    [InlineData("npx http-server -p 8081 -a 127.0.0.1", "32 8081 127.0.0.1")]
    [InlineData("eslint . --fix", null)]
    public void A_start_command_says_where_it_listens(string command, string? expected)
    {
        var found = Read("package.json", $"{{\"scripts\":\n{{ \"dev\": \"{command}\" }} }}");
        // Columns are counted in the line `{ "dev": "..." }`.
        string[] wanted = expected is null ? [] : [$"2:{int.Parse(expected.Split(' ')[0]) - 2} Listens the repository {expected[(expected.IndexOf(' ') + 1)..]}"];
        Assert.Equal(wanted, found);
    }

    [Fact]
    public void A_compose_file_publishes_ports_in_all_its_notations() => Assert.Equal(
        [
            "4:9 Publishes compose:db 5432 -", "4:9 Inside compose:db 5432 -",
            "5:9 Publishes compose:db 5433 127.0.0.1", "5:9 Inside compose:db 5432 -",
            "6:9 Publishes compose:db 8125/udp -", "6:9 Inside compose:db 8125/udp -",
            "7:9 Inside compose:db 9000 -",
            "8:9 Publishes compose:db 3000-3005 -", "8:9 Inside compose:db 3000-3005 -",
            "9:9 Publishes compose:db 8080 -", "9:9 Inside compose:db 80 -",
            "10:9 Publishes compose:db 8443 ::1", "10:9 Inside compose:db 443 -",
            "14:9 Publishes compose:web 4000 127.0.0.1", "14:9 Inside compose:web 80 -",
        ],
        Read("compose.yaml", """
            services:
              db:
                ports:
                  - 5432:5432
                  - "127.0.0.1:5433:5432"
                  - 8125:8125/udp
                  - "9000"
                  - 3000-3005:3000-3005
                  - ${WEB_PORT:-8080}:80
                  - "[::1]:8443:443"
              web:
                build: ./web
                ports:
                  - target: 80
                    published: "4000"
                    host_ip: 127.0.0.1
            """));

    [Theory]
    [InlineData("next dev -p ${PORT:-8000}", null, "8000 0.0.0.0")] // the default of the variable that stands there
    [InlineData("next dev -p ${PORT:-8000}", ".env=PORT=9000", "8000 0.0.0.0")]
    [InlineData("next dev -p $PORT", null, "- 0.0.0.0")]
    [InlineData("next dev", ".env=PORT=9000", "- 0.0.0.0")] // .env says it itself, for the folder
    [InlineData("gunicorn --bind 0.0.0.0:$PORT app", null, "- 0.0.0.0")]
    [InlineData("gunicorn --bind 0.0.0.0:${PORT:-8100} app", null, "8100 0.0.0.0")]
    [InlineData("vite", "vite.config.ts=server: { port: 3000 }", null)]
    [InlineData("vite --host", "vite.config.ts=server: { port: 3000 }", "- 0.0.0.0")]
    [InlineData("vite --port 4000", "vite.config.ts=server: { port: 3000 }", "4000 -")]
    [InlineData("vite", "vite.config.ts=preview: { port: 3000 }", "5173 - implied")]
    [InlineData("vite preview", "vite.config.ts=preview: { port: 3000 }", null)]
    [InlineData("react-router dev", "vite.config.mts=server: { port: 3000 }", null)]
    [InlineData("nuxi dev", "nuxt.config.ts=devServer: { port: 3100 }", null)]
    [InlineData("astro dev", "vite.config.ts=server: { port: 3000 }", "4321 - implied")]
    [InlineData("ng serve", "angular.json={\"projects\":{\"a\":{\"architect\":{\"serve\":{\"options\":{\"port\":4300}}}}}}", null)]
    public void A_command_starts_with_the_first_port_that_is_told(string command, string? beside, string? expected)
    {
        if (beside is not null) File.WriteAllText(Path.Combine(folder, beside[..beside.IndexOf('=')]), beside[(beside.IndexOf('=') + 1)..]);
        File.WriteAllText(Path.Combine(folder, "package.json"), $"{{\"scripts\":{{\"dev\":\"{command}\"}}}}");
        var found = RepositoryReader.Read(folder, []).Where(static one => one.Path == "package.json").Select(Line).Select(static line => line[(line.IndexOf("repository ", StringComparison.Ordinal) + 11)..]);
        Assert.Equal(expected is null ? [] : [expected], found);
    }

    [Fact]
    public void A_procfile_line_that_waits_for_a_variable_takes_it_from_the_environment_file()
    {
        File.WriteAllText(Path.Combine(folder, ".env"), "PORT=3000\n");
        Assert.Contains("1:38 Listens Procfile:web 3000 0.0.0.0", Read("Procfile", "web: gunicorn app:app --bind 0.0.0.0:$PORT\n"));
    }

    [Fact]
    public void A_service_of_a_procfile_would_like_the_port_of_its_configuration()
    {
        File.WriteAllText(Path.Combine(folder, "vite.config.ts"), "export default { server: { port: 3000 } }");
        var port = Assert.Single(Assert.Single(ProcfileReader.Parse("Procfile", folder, "web: vite\n", [])).Ports);
        Assert.Equal((3000, false), (port.Number!.Value.Number, port.IsFixed));
    }

    [Theory]
    [InlineData("ports: [\"127.0.0.1:8001:80\"]", "8000 -", "8001 127.0.0.1")] // added up
    [InlineData("ports: [\"8000:80\"]", "8000 -")]
    [InlineData("ports: !override [\"127.0.0.1:8001:80\"]", "8001 127.0.0.1")]
    [InlineData("ports: !reset []", new string[0])]
    [InlineData("ports: !reset null", new string[0])]
    [InlineData("image: y", "8000 -")]
    public void What_lies_over_a_compose_file_is_merged_as_compose_does(string above, params string[] expected)
    {
        File.WriteAllText(Path.Combine(folder, "compose.override.yaml"), $"services:\n  app:\n    {above}\n");
        var found = Read("compose.yaml", "services:\n  app:\n    image: x\n    ports: [\"8000:80\"]\n");
        Assert.Equal(expected.Select(static one => $"Publishes compose:app {one}"), found.Where(static line => line.Contains("Publishes", StringComparison.Ordinal)).Select(static line => line[(line.IndexOf(' ') + 1)..]));
    }

    [Fact]
    public void A_compose_service_can_be_taken_away_extended_and_filled_in()
    {
        File.WriteAllText(Path.Combine(folder, ".env"), "WEB=8100\n");
        File.WriteAllText(Path.Combine(folder, "docker-compose.override.yml"), "services:\n  gone: !reset null\n  whole: !override {ports: [\"2:2\"]}\n");
        Assert.Equal(
            ["3:29 Publishes compose:whole 2 -", "3:29 Inside compose:whole 2 -", "5:13 Publishes compose:web 8100 -", "5:13 Inside compose:web 80 -",
             "5:13 Publishes compose:more 8100 -", "5:13 Inside compose:more 80 -", "6:32 Publishes compose:more 9000 -", "6:32 Inside compose:more 90 -"],
            Read("docker-compose.yml", """
                services:
                  gone: {ports: ["1:1"]}
                  whole: {image: x, ports: ["1:1"]}
                  web:
                    ports: ["${WEB:-8080}:80"]
                  more: {extends: web, ports: ["9000:90"]}
                """));
    }

    [Fact]
    public void A_procfile_has_one_unit_per_line() => Assert.Equal(
        ["1:17 Listens Procfile:web 3000 -", "3:25 Listens Procfile:assets 3001 -"],
        Read("Procfile", "web: rails s -p 3000\n# worker: rails s -p 1\nassets: bin/vite --port 3001 dev\nworker: sidekiq\n"));

    [Fact]
    public void Launch_settings_and_app_settings_list_urls() => Assert.Equal(
        ["2:32 Listens api 7001 127.0.0.1", "2:55 Listens api 5000 0.0.0.0"],
        Read("api/Properties/launchSettings.json", "{ \"profiles\": { \"https\": {\n            \"applicationUrl\": \"https://localhost:7001;http://*:5000\" } } } // comment"));

    [Fact]
    public void Kestrels_endpoints_are_read() => Assert.Equal(
        ["1:51 Listens the repository 5005 0.0.0.0"],
        Read("appsettings.Development.json", "{\"Kestrel\": {\"Endpoints\": {\"Http\": {\"Url\":       \"http://0.0.0.0:5005\"}}}}"));

    [Fact]
    public void An_env_file_sets_the_own_port_and_not_those_of_others() => Assert.Equal(
        ["2:6 Listens the repository 3000 -", "3:6 Listens the repository - 0.0.0.0"],
        Read(".env", "DB_PORT=5432\nPORT=3000 # web\nHOST=0.0.0.0\nDATABASE_URL=postgres://localhost:5432/x\n"));

    [Fact]
    public void A_dockerfile_exposes_inside() => Assert.Equal(
        ["2:8 Inside the repository 80 -", "2:11 Inside the repository 53/udp -"],
        Read("Dockerfile", "FROM nginx\nEXPOSE 80 53/udp\n"));

    [Fact]
    public void Script_configurations_are_read_without_being_run() => Assert.Equal(
        ["6:11 Listens the repository 3000 0.0.0.0"],
        Read("vite.config.ts", """
            export default defineConfig({
              server: {
                // port: 1111,
                hmr: { port: 2222 },
                host: true,
                port: 3000,
              },
            })
            """));

    [Fact]
    public void An_angular_workspace_has_a_unit_per_project() => Assert.Equal(
        ["1:84 Listens angular.json:shop 4300 -"],
        Read("angular.json", "{\"projects\": {\"shop\": {\"architect\": {\"serve\": {\"builder\": \"x\", \"options\": {\"port\": 4300}}}}}}"));

    [Fact]
    public void What_others_wrote_is_left_out_and_links_are_not_followed()
    {
        Directory.CreateDirectory(Path.Combine(folder, "node_modules/x"));
        File.WriteAllText(Path.Combine(folder, "node_modules/x/package.json"), "{\"scripts\":{\"dev\":\"vite\"}}");
        Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
        Assert.Single(Read("package.json", "{\"scripts\":{\"dev\":\"vite\"}}"));
    }

    [Theory]
    [InlineData("package.json", "{ \"scripts\": { \"dev\": \"vite --port ")]
    [InlineData("compose.yaml", "services: [\n")]
    [InlineData("compose.yaml", "services:\n  a:\n    ports: 5\n")]
    [InlineData("launchSettings.json", "not json")]
    [InlineData("Procfile", ":\n::\nweb:\n")]
    [InlineData(".env", "=\nPORT=\nPORT=99999\n")]
    [InlineData("vite.config.js", "server: {{{{ port: 99999 host: '")]
    public void A_broken_file_declares_nothing_and_breaks_nothing(string name, string text) => Assert.Empty(Read(name, text));
}
