namespace Berth.Projects.Import;

/// <summary>Files that tell of what a folder is made, and the command that usually serves such a project: a proposal, no finding.</summary>
public static class LanguageMarks
{
    // What says most of how it is started comes first.
    static readonly (string File, string Run)[] marks =
    [
        ("manage.py", "python3 manage.py runserver"),
        ("bin/rails", "bin/rails server"),
        ("artisan", "php artisan serve"),
        ("mix.exs", "mix phx.server"),
        ("config.ru", "bundle exec rackup"),
        ("deno.json", "deno task dev"),
        ("deno.jsonc", "deno task dev"),
        ("justfile", "just dev"),
        ("Makefile", "make run"),
        ("go.mod", "go run ."),
        ("Cargo.toml", "cargo run"),
        ("pom.xml", "mvn spring-boot:run"),
        ("build.gradle", "./gradlew bootRun"),
        ("build.gradle.kts", "./gradlew bootRun"),
        ("pyproject.toml", "python3 -m app"),
        ("requirements.txt", "python3 app.py"),
        ("composer.json", "php -S ${host}:${port} -t public"),
        ("index.html", "python3 -m http.server ${port} --bind ${host}"),
    ];

    /// <summary>A command, and the file that it was proposed for; null: nothing is known of the folder.</summary>
    public static (string Run, string? Mark) Proposal(string folder)
    {
        foreach (var (file, run) in marks)
            if (File.Exists(Path.Combine(folder, file))) return (run, file);
        return ("npm run dev", null);
    }
}
