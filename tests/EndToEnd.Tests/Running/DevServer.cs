using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>A framework's server, and the smallest project for it.</summary>
/// <param name="Command">As a person types it in the folder.</param>
/// <param name="Files">Name and text of each file; PAGE stands for what it serves.</param>
sealed record DevServer(string Name, IReadOnlyList<string> Command, params (string Name, string Text)[] Files)
{
    static readonly string[] npm = ["env", "NEXT_TELEMETRY_DISABLED=1", "ASTRO_TELEMETRY_DISABLED=1", "npm", "run", "dev"];

    public static IReadOnlyList<DevServer> All { get; } =
    [
        Npm("vite", "vite", ("index.html", "<p>PAGE</p>")),
        Npm("next", "next dev", ("pages/index.js", "export default function Page() { return <p>PAGE</p> }")),
        Npm("astro", "astro dev", ("src/pages/index.astro", "<p>PAGE</p>")),
        Npm("webpack-dev-server", "webpack serve --mode development", ("src/index.js", "console.log(1)"), ("public/index.html", "<p>PAGE</p>")),
        Npm("http-server", "http-server", ("index.html", "<p>PAGE</p>")),
        Npm("serve", "serve", ("index.html", "<p>PAGE</p>")),
        Npm("browser-sync", "browser-sync start --server --no-open --no-ui", ("index.html", "<p>PAGE</p>")),
        Npm("express", "node server.js", ("server.js", "require('express')().get('/', (ask, answer) => answer.send('PAGE')).listen(process.env.PORT || 3000, process.env.HOST || 'localhost')")),
        new("http.server", [Python.Path, "-m", "http.server"], ("index.html", "PAGE")),
        new("flask", [Python.Path, "-m", "flask", "run"], ("app.py", "import flask\napp = flask.Flask(__name__)\n@app.route('/')\ndef page(): return 'PAGE'\n")),
        new("django", [Python.Path, "manage.py", "runserver"], ("manage.py", """
            import os, sys
            from django.conf import settings
            from django.core.management import execute_from_command_line
            from django.http import HttpResponse
            from django.urls import path
            settings.configure(DEBUG=True, ALLOWED_HOSTS=['localhost', '127.0.0.1', os.environ.get('BERTH_ADDRESS', '')], ROOT_URLCONF='__main__', SECRET_KEY='of a test', MIDDLEWARE=['django.middleware.common.CommonMiddleware'])
            urlpatterns = [path('', lambda request: HttpResponse('PAGE'))]
            if __name__ == '__main__': execute_from_command_line(sys.argv)
            """)),
        new("puma", ["puma", "-q"], ("config.ru", "run lambda { |ask| [200, {}, ['PAGE']] }")),
        new("rackup", ["rackup", "-s", "puma"], ("config.ru", "run lambda { |ask| [200, {}, ['PAGE']] }")),
        new("sinatra", ["ruby", "app.rb"], ("app.rb", "require 'sinatra'\nset :server, :puma\nset :port, ENV.fetch('PORT', 4567)\nget('/') { 'PAGE' }\n")),
        new("php", ["php", "-S", "localhost:8000"], ("index.php", "PAGE")),
    ];

    public static DevServer Of(string name) => All.Single(server => server.Name == name);

    public void Write(string folder, string page)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text.Replace("PAGE", page, StringComparison.Ordinal));
        }
        if (Command == (IReadOnlyList<string>)npm) File.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Modules);
    }

    // Installed once for all: `./test --frameworks` does it, and says where.
    static string Modules => Environment.GetEnvironmentVariable("BERTH_FRAMEWORKS") is { Length: > 0 } folder && Directory.Exists($"{folder}/node_modules")
        ? $"{folder}/node_modules" : throw new InvalidOperationException("BERTH_FRAMEWORKS names no folder with node_modules: run ./test --frameworks");

    static DevServer Npm(string name, string script, params (string, string)[] files) =>
        new(name, npm, [.. files, ("package.json", $$"""{ "private": true, "scripts": { "dev": "{{script}}" } }""")]);
}
