package sysproxy

func native() System { return windowsSystem{} }
