using System.Collections.Frozen;

namespace Berth.Engine.Origins;

// Whole names only: a folder or a user may be called "code" or "claude" too.
static partial class Roles
{
    static readonly FrozenDictionary<string, Role> ByName = Table(
        (RoleKind.Init, "systemd", ["systemd"]),
        (RoleKind.Init, "init", ["init", "openrc-init", "runit", "s6-svscan", "launchd", "tini", "dumb-init", "docker-init", "catatonit"]),
        (RoleKind.Agent, "Claude Code", ["claude", "claude-code"]),
        (RoleKind.Agent, "Codex", ["codex"]),
        (RoleKind.Agent, "Aider", ["aider"]),
        (RoleKind.Agent, "Cursor's agent", ["cursor-agent"]),
        (RoleKind.Agent, "GitHub Copilot", ["copilot", "copilot-agent"]),
        (RoleKind.Agent, "Gemini CLI", ["gemini", "gemini-cli"]),
        (RoleKind.Agent, "OpenCode", ["opencode"]),
        (RoleKind.Agent, "Goose", ["goose", "goosed"]),
        (RoleKind.Agent, "Amp", ["amp"]),
        (RoleKind.Agent, "Crush", ["crush"]),
        (RoleKind.Agent, "Qwen Code", ["qwen-code"]),
        (RoleKind.Agent, "OpenHands", ["openhands"]),
        (RoleKind.Ide, "VS Code", ["code", "code-insiders", "codium", "vscodium", "code-oss", "code-server", "code-tunnel"]),
        (RoleKind.Ide, "Cursor", ["cursor"]),
        (RoleKind.Ide, "Windsurf", ["windsurf"]),
        (RoleKind.Ide, "Zed", ["zed", "zed-editor", "zeditor", "zed-remote-server"]),
        (RoleKind.Ide, "IntelliJ IDEA", ["idea", "idea.sh", "idea64"]),
        (RoleKind.Ide, "Rider", ["rider", "rider.sh", "rider64"]),
        (RoleKind.Ide, "WebStorm", ["webstorm", "webstorm.sh"]),
        (RoleKind.Ide, "PyCharm", ["pycharm", "pycharm.sh"]),
        (RoleKind.Ide, "GoLand", ["goland", "goland.sh"]),
        (RoleKind.Ide, "CLion", ["clion", "clion.sh"]),
        (RoleKind.Ide, "RustRover", ["rustrover", "rustrover.sh"]),
        (RoleKind.Ide, "PhpStorm", ["phpstorm", "phpstorm.sh"]),
        (RoleKind.Ide, "RubyMine", ["rubymine", "rubymine.sh"]),
        (RoleKind.Ide, "Eclipse", ["eclipse"]),
        (RoleKind.Ide, "Android Studio", ["studio", "studio.sh"]),
        (RoleKind.Ide, "Vim", ["vim", "gvim", "vi"]),
        (RoleKind.Ide, "Neovim", ["nvim"]),
        (RoleKind.Ide, "Emacs", ["emacs", "emacs-gtk", "emacs-nox", "emacs-pgtk"]),
        (RoleKind.Ide, "Helix", ["hx", "helix"]),
        (RoleKind.Ide, "Sublime Text", ["sublime_text"]),
        (RoleKind.Terminal, "tmux", ["tmux", "tmux: server", "tmux: client"]),
        (RoleKind.Terminal, "screen", ["screen", "SCREEN"]),
        (RoleKind.Terminal, "Zellij", ["zellij"]),
        (RoleKind.Terminal, "GNOME Terminal", ["gnome-terminal-server", "gnome-terminal"]),
        (RoleKind.Terminal, "GNOME Console", ["kgx"]),
        (RoleKind.Terminal, "Ptyxis", ["ptyxis", "ptyxis-agent"]),
        (RoleKind.Terminal, "Konsole", ["konsole", "yakuake"]),
        (RoleKind.Terminal, "kitty", ["kitty"]),
        (RoleKind.Terminal, "Alacritty", ["alacritty"]),
        (RoleKind.Terminal, "WezTerm", ["wezterm", "wezterm-gui", "wezterm-mux-server"]),
        (RoleKind.Terminal, "Ghostty", ["ghostty"]),
        (RoleKind.Terminal, "foot", ["foot", "footclient"]),
        (RoleKind.Terminal, "xterm", ["xterm", "urxvt", "rxvt", "st"]),
        (RoleKind.Terminal, "Terminator", ["terminator"]),
        (RoleKind.Terminal, "Tilix", ["tilix"]),
        (RoleKind.Terminal, "Xfce Terminal", ["xfce4-terminal"]),
        (RoleKind.Terminal, "MATE Terminal", ["mate-terminal"]),
        (RoleKind.Terminal, "Warp", ["warp", "warp-terminal"]),
        (RoleKind.Terminal, "the console", ["login", "agetty", "getty"]),
        (RoleKind.Ssh, "SSH", ["sshd", "sshd-session", "dropbear"]),
        (RoleKind.Ssh, "Mosh", ["mosh-server"]),
        (RoleKind.Cron, "cron", ["cron", "crond", "anacron", "fcron"]),
        (RoleKind.Cron, "at", ["atd"]),
        (RoleKind.CiRunner, "GitHub Actions", ["Runner.Listener", "Runner.Worker"]),
        (RoleKind.CiRunner, "GitLab Runner", ["gitlab-runner"]),
        (RoleKind.CiRunner, "Buildkite", ["buildkite-agent"]),
        (RoleKind.CiRunner, "Forgejo Runner", ["forgejo-runner"]),
        (RoleKind.CiRunner, "Gitea Runner", ["act_runner"]),
        (RoleKind.CiRunner, "Azure Pipelines", ["Agent.Listener", "Agent.Worker"]),
        (RoleKind.CiRunner, "Woodpecker", ["woodpecker-agent"]),
        (RoleKind.Desktop, "the desktop", ["gnome-shell", "plasmashell", "kwin_wayland", "sway", "Hyprland", "xfce4-session", "gnome-session-binary", "i3", "cinnamon"]),
        (RoleKind.ContainerEngine, "containerd", ["containerd-shim", "containerd-shim-runc-v2", "containerd"]),
        (RoleKind.ContainerEngine, "Docker", ["dockerd"]),
        (RoleKind.ContainerEngine, "Podman", ["conmon", "podman"]),
        (RoleKind.ContainerEngine, "LXC", ["lxc-start"]),
        (RoleKind.Supervisor, "nodemon", ["nodemon"]),
        (RoleKind.Supervisor, "PM2", ["pm2", "PM2"]),
        (RoleKind.Supervisor, "supervisord", ["supervisord"]),
        (RoleKind.Supervisor, "forever", ["forever"]),
        (RoleKind.Supervisor, "foreman", ["foreman"]),
        (RoleKind.Supervisor, "overmind", ["overmind"]),
        (RoleKind.Supervisor, "hivemind", ["hivemind"]),
        (RoleKind.Supervisor, "honcho", ["honcho"]),
        (RoleKind.Supervisor, "process-compose", ["process-compose"]),
        (RoleKind.Supervisor, "watchexec", ["watchexec"]),
        (RoleKind.Supervisor, "air", ["air"]),
        (RoleKind.Supervisor, "entr", ["entr"]),
        (RoleKind.Supervisor, "watchmedo", ["watchmedo"]),
        (RoleKind.Supervisor, "cargo watch", ["cargo-watch"]),
        (RoleKind.Supervisor, "monit", ["monit"]),
        (RoleKind.Supervisor, "runit", ["runsv"]),
        (RoleKind.Supervisor, "s6", ["s6-supervise"]),
        (RoleKind.Launcher, "npm", ["npm", "npx"]),
        (RoleKind.Launcher, "pnpm", ["pnpm", "pnpx"]),
        (RoleKind.Launcher, "yarn", ["yarn"]),
        (RoleKind.Launcher, "turbo", ["turbo"]),
        (RoleKind.Launcher, "concurrently", ["concurrently"]),
        (RoleKind.Launcher, "make", ["make", "gmake"]),
        (RoleKind.Launcher, "just", ["just"]),
        (RoleKind.Launcher, "task", ["task"]),
        (RoleKind.Launcher, "cargo", ["cargo"]),
        (RoleKind.Launcher, "go", ["go"]),
        (RoleKind.Launcher, "dotnet", ["dotnet"]),
        (RoleKind.Launcher, "Gradle", ["gradle"]),
        (RoleKind.Launcher, "Maven", ["mvn"]),
        (RoleKind.Launcher, "uv", ["uv"]),
        (RoleKind.Launcher, "poetry", ["poetry"]),
        (RoleKind.Launcher, "sudo", ["sudo", "doas", "su"]),
        (RoleKind.Shell, "a shell", ["sh", "bash", "zsh", "fish", "dash", "ksh", "nu", "pwsh", "tcsh", "csh", "ash", "elvish", "xonsh"]));

    static FrozenDictionary<string, Role> Table(params ReadOnlySpan<(RoleKind Kind, string Label, string[] Names)> rows)
    {
        var table = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var (kind, label, names) in rows)
        {
            var role = new Role(kind, label);
            foreach (var name in names)
            {
                table.Add(name, role);
                // comm is cut after 15 bytes (TASK_COMM_LEN): "gnome-terminal-", "containerd-shim".
                if (name.Length > 15) table.TryAdd(name[..15], role);
            }
        }
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
