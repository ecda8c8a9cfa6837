namespace Berth.Cli.Commands.Completion;

/// <summary>
/// Completion scripts. Each hands the line and the cursor's place to `berth "[suggest:PLACE]" LINE`, which answers with one
/// candidate per line.
/// </summary>
static class Scripts
{
    public static string? For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "pwsh" => PowerShell,
        _ => null,
    };

    // Bash splits words at '=' and ':', so what stands before the last of them in the word is taken off the candidates.
    const string Bash = """
        # bash completion for berth
        _berth()
        {
            local line=${COMP_LINE:0:COMP_POINT}
            local word=${line##*[[:space:]]}
            local kept=${word%"${word##*["$COMP_WORDBREAKS"]}"}
            local candidate
            COMPREPLY=()
            # Behind -- stands a command of another program: its name, then files.
            if [[ $line == *' -- '* ]]; then
                [[ ${COMP_WORDS[COMP_CWORD-1]} == -- ]] && mapfile -t COMPREPLY < <(compgen -c -- "$word" | sort -u)
                [[ ${COMP_WORDS[COMP_CWORD-1]} == -- ]] || compopt -o default
                return 0
            fi
            while IFS= read -r candidate; do
                [[ $candidate == "$word"* ]] && COMPREPLY+=("${candidate#"$kept"}")
            done < <(command "${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
            [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            return 0
        }
        complete -F _berth berth

        """;

    const string Zsh = """
        #compdef berth
        # zsh completion for berth
        _berth()
        {
            local line="${(j: :)words[1,CURRENT]}"
            # Behind -- stands a command of another program.
            local split=${words[(i)--]}
            if (( split < CURRENT )); then
                shift $split words
                (( CURRENT -= split ))
                _normal
                return
            fi
            local -a candidates
            candidates=("${(@f)$(command "$words[1]" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            candidates=(${candidates:#})
            # "owner=" wants a value, anything else a next word.
            local -a open=(${(M)candidates:#*=}) whole=(${candidates:#*=})
            compadd -Q -S '' -a -- open
            compadd -Q -a -- whole
        }
        if [ "$funcstack[1]" = "_berth" ]; then _berth "$@"; else compdef _berth berth; fi

        """;

    const string Fish = """
        # fish completion for berth
        function __berth_candidates
            set -l line (commandline -cp)
            berth "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        # Behind -- stands a command of another program.
        function __berth_is_behind
            contains -- -- (commandline -opc)
        end
        complete -c berth -n 'not __berth_is_behind' -f -a "(__berth_candidates)"
        complete -c berth -n __berth_is_behind -a "(complete -C (string replace -r '^.*? -- ' '' -- (commandline -cp)))"

        """;

    const string PowerShell = """
        # PowerShell completion for berth
        Register-ArgumentCompleter -Native -CommandName berth -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
            berth "[suggest:$cursorPosition]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;
}
