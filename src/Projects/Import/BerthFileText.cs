using System.Text;
using Berth.Model.Services;

namespace Berth.Projects.Import;

/// <summary>A draft as the text of a berth.yaml.</summary>
public static class BerthFileText
{
    public static string Write(BerthDraft draft)
    {
        var text = new StringBuilder();
        foreach (var note in draft.Notes) Line(0, YamlText.Comment(note));
        if (draft.Name is { } name) Line(0, $"name: {YamlText.Text(name)}");
        Environment(0, draft.Environment, draft.EnvironmentFiles);
        if (text.Length > 0 && text[^2] != '\n') Line(0, "");
        Line(0, "services:");
        foreach (var service in draft.Services)
        {
            if (service != draft.Services[0]) Line(0, "");
            Service(service);
        }
        return text.ToString();

        void Service(ServiceDraft service)
        {
            Line(1, $"{YamlText.Text(service.Name)}:");
            foreach (var comment in service.Comments) Line(2, YamlText.Comment(comment));
            foreach (var note in service.Notes) Line(2, YamlText.Comment($"Not carried over: {note}"));
            Line(2, $"run: {(service.RunWords is { } words ? YamlText.Of(words) : YamlText.Text(service.Run))}");
            if (service.Directory is { } directory) Line(2, $"dir: {YamlText.Text(directory)}");
            if (service.Port is { } port) Line(2, Port(port, service));
            Environment(2, service.Environment, service.EnvironmentFiles);
            if (service.Needs.Count > 0)
            {
                Line(2, "needs:");
                foreach (var need in service.Needs) Line(3, $"{YamlText.Text(need.Service)}: {need.Level.ToString().ToLowerInvariant()}");
            }
            if (service.IsTask) Line(2, "task: true");
            Below("ready", service.Ready);
            if (service.Restart is [("when", string when)]) Line(2, $"restart: {when}");
            else Below("restart", service.Restart);
            Below("stop", service.Stop);
            if (service.Profiles.Count > 0) Line(2, $"profiles: {YamlText.Of(service.Profiles)}");
        }

        static string Port(string port, ServiceDraft service)
        {
            var more = $"{(service.Scheme is { } scheme ? $", scheme: {scheme}" : "")}{(service.PortVariable is { } variable ? $", env: {variable}" : "")}{(service.IsPortFixed ? ", fixed: true" : "")}";
            return more.Length > 0 ? $"port: {{ port: {port}{more} }}" : $"port: {port}";
        }

        void Environment(int depth, List<EnvironmentEntry> entries, List<EnvironmentFile> files)
        {
            if (files.Count > 0) Line(depth, "env_files:");
            foreach (var file in files)
                Line(depth + 1, file.IsRequired ? $"- {YamlText.Text(file.Path)}" : $"- {{ path: {YamlText.Of(new[] { file.Path })[1..^1]}, required: false }}");
            if (entries.Count > 0) Line(depth, "env:");
            foreach (var entry in entries) Line(depth + 1, $"{YamlText.Text(entry.Name)}: {YamlText.Text(entry.Value)}");
        }

        void Below(string name, List<(string Name, object Value)> values)
        {
            if (values.Count > 0) Line(2, $"{name}:");
            foreach (var (key, value) in values) Line(3, $"{key}: {YamlText.Of(value)}");
        }

        void Line(int depth, string line) => text.Append(' ', line.Length == 0 ? 0 : depth * 2).Append(line).Append('\n');
    }
}
