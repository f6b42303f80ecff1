; Links of this kind open in another program again, where they still open in the one that goes.
!macro releaseLinks scheme
  ReadRegStr $0 HKCU "Software\Classes\${scheme}\shell\open\command" ""
  StrLen $1 '"$INSTDIR\'
  StrCpy $2 $0 $1
  StrCmp $2 '"$INSTDIR\' 0 +2
  DeleteRegKey HKCU "Software\Classes\${scheme}"
!macroend

; Before the files go, the earlier proxy settings of the person who removes Byway come back; also when nothing is shown
; (/S). The app has been ended by now, and its guard may be at the same work: whoever comes second waits and finds it done.
; What cannot be put back is left with a copy of the engine for the next login.
!macro customUnInstall
  ; Uninstalling for everybody looks into everybody's folders; journal and settings are this person's own.
  ${If} $installMode == "all"
    SetShellVarContext current
  ${EndIf}
  ${If} ${FileExists} "$APPDATA\Byway\proxy-journal*.json"
    nsExec::ExecToLog '"$INSTDIR\resources\engine\byway-engine.exe" restore-proxy --or-at-login --journal "$APPDATA\Byway\proxy-journal.json"'
    Pop $R0
  ${EndIf}
  ${If} $installMode == "all"
    SetShellVarContext all
  ${EndIf}
  !insertmacro releaseLinks "byway"
  !insertmacro releaseLinks "ss"
  !insertmacro releaseLinks "vless"
  !insertmacro releaseLinks "vmess"
  !insertmacro releaseLinks "trojan"
  !insertmacro releaseLinks "hysteria2"
  !insertmacro releaseLinks "tuic"
!macroend
