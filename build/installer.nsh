; Links of this kind open in another program again, where they still open in the one that goes.
!macro releaseLinks scheme
  ReadRegStr $0 HKCU "Software\Classes\${scheme}\shell\open\command" ""
  StrLen $1 '"$INSTDIR\'
  StrCpy $2 $0 $1
  StrCmp $2 '"$INSTDIR\' 0 +2
  DeleteRegKey HKCU "Software\Classes\${scheme}"
!macroend

; Before the program goes, the earlier proxy settings of the person who removes it come back.
!macro customUnInstall
  nsExec::Exec '"$INSTDIR\resources\engine\byway-engine.exe" restore-proxy --journal "$APPDATA\Byway\proxy-journal.json"'
  !insertmacro releaseLinks "byway"
  !insertmacro releaseLinks "ss"
  !insertmacro releaseLinks "vless"
  !insertmacro releaseLinks "vmess"
  !insertmacro releaseLinks "trojan"
  !insertmacro releaseLinks "hysteria2"
  !insertmacro releaseLinks "tuic"
!macroend
