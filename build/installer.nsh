; Before the program goes, the earlier proxy settings of the person who removes it come back.
!macro customUnInstall
  nsExec::Exec '"$INSTDIR\resources\engine\byway-engine.exe" restore-proxy --journal "$APPDATA\Byway\proxy-journal.json"'
!macroend
